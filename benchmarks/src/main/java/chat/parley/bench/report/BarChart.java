package chat.parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The first figure of some findings as bars, in SVG that is readable on light and on dark. */
public final class BarChart {
  private static final int WIDTH = 760;
  private static final int NAME_WIDTH = 190;
  private static final int BAR_HEIGHT = 26;
  private static final int STEP = 38;
  private static final int TOP = 64;
  private static final int VALUE_WIDTH = 110;
  private static final int NOTE_HEIGHT = 20;

  private BarChart() {}

  /** Writes it to a file. */
  public static void write(Findings findings, Path file) throws IOException {
    Figure figure = findings.figures().getFirst();
    List<String> servers = findings.servers();
    double most =
        servers.stream().mapToDouble(server -> findings.median(server, figure)).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    List<String> notes = findings.notes();
    int height = TOP + servers.size() * STEP + notes.size() * NOTE_HEIGHT + 8;
    String better = figure.moreIsBetter() ? "more is better" : "less is better";
    String unit = figure.unit().isEmpty() ? "" : figure.unit() + ", ";
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <style>
        text { font: 14px system-ui, sans-serif; fill: #1f2328 }
        .head { font-weight: 600; font-size: 16px }
        .quiet { fill: #59636e }
        rect { fill: #9aa4b2 }
        .ours { fill: #2563eb }
        .limit { fill: none; stroke: #9aa4b2; stroke-dasharray: 5 3 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 } .quiet { fill: #9198a1 } rect { fill: #57606a } .ours { fill: #5b8def }
        }
        </style>
        <text class="head" x="0" y="18">%s</text>
        <text class="quiet" x="0" y="40">%s (%s%s)</text>
        """
            .formatted(
                WIDTH,
                height,
                escaped(figure.name()),
                escaped(findings.conditions()),
                escaped(figure.name()),
                unit,
                better));
    for (int i = 0; i < servers.size(); i++) {
      double value = findings.median(servers.get(i), figure);
      double width = Double.isNaN(value) ? 0 : value / most * (WIDTH - NAME_WIDTH - VALUE_WIDTH);
      int y = TOP + i * STEP;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="0" y="%d">%s</text>
              <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="3"/>
              <text x="%.1f" y="%d">%s</text>
              """,
              y + 18,
              escaped(servers.get(i)),
              findings.isExplained(servers.get(i)) ? "limit" : i == 0 ? "ours" : "theirs",
              NAME_WIDTH,
              y,
              width,
              BAR_HEIGHT,
              NAME_WIDTH + width + 8,
              y + 18,
              Table.number(value)));
    }
    for (int i = 0; i < notes.size(); i++) {
      int y = TOP + servers.size() * STEP + i * NOTE_HEIGHT + 8;
      svg.append(
          "<text class=\"quiet\" x=\"0\" y=\"%d\">%s</text>\n".formatted(y, escaped(notes.get(i))));
    }
    Files.writeString(file, svg.append("</svg>\n"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
