package chat.parley.bench.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Findings for a terminal: a line for each figure, a column for each server. */
public final class Table {
  private static final int NAME_WIDTH = 36;
  private static final int COLUMN_MIN_WIDTH = 20;
  private static final int GAP = 2;
  private static final double LARGE = 100;

  private Table() {}

  /** Prints medians, and behind those of the others how many times better the first server is. */
  public static void print(Findings findings, PrintWriter out) {
    List<String> servers = findings.servers();
    int width =
        Math.max(COLUMN_MIN_WIDTH, servers.stream().mapToInt(String::length).max().orElse(0) + GAP);
    out.println(findings.conditions());
    out.print(" ".repeat(NAME_WIDTH));
    servers.forEach(server -> out.print(right(server, width)));
    out.println();
    for (Figure figure : findings.figures()) {
      String unit = figure.unit().isEmpty() ? "" : ", " + figure.unit();
      out.print(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", figure.name() + unit));
      for (String server : servers) {
        out.print(right(cell(findings, server, figure), width));
      }
      out.println();
    }
    findings.notes().forEach(out::println);
    out.flush();
  }

  private static String cell(Findings findings, String server, Figure figure) {
    double median = findings.median(server, figure);
    if (Double.isNaN(median)) {
      return "-";
    }
    String first = findings.servers().getFirst();
    double times = findings.timesBetter(first, server, figure);
    return server.equals(first) || Double.isNaN(times)
        ? number(median)
        : number(median) + String.format(Locale.ROOT, " (%.2f x)", times);
  }

  /** A number as people read it. */
  static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= LARGE ? "%,.0f" : "%.2f", value);
  }

  private static String right(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
  }
}
