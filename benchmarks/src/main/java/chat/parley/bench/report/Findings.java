package chat.parley.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a profile found of each server, round by round. */
public final class Findings {
  private final String profile;
  private final String conditions;
  private final Map<String, Map<Figure, List<Double>>> servers = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /**
   * Nothing was found yet.
   *
   * @param conditions under which it is measured, in a sentence
   */
  public Findings(String profile, String conditions) {
    this.profile = profile;
    this.conditions = conditions;
  }

  /** Says something of a server beside its figures. */
  public void explain(String server, String note) {
    notes.put(server, note);
  }

  /** What there is to say of the servers that were measured. */
  public List<String> notes() {
    return servers.keySet().stream().filter(notes::containsKey).map(notes::get).toList();
  }

  /** Whether there is something to say of it. */
  boolean isExplained(String server) {
    return notes.containsKey(server);
  }

  /** Adds a round's value. */
  public void add(String server, Figure figure, double value) {
    servers
        .computeIfAbsent(server, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure, _ -> new ArrayList<>())
        .add(value);
  }

  public String profile() {
    return profile;
  }

  public String conditions() {
    return conditions;
  }

  public List<String> servers() {
    return List.copyOf(servers.keySet());
  }

  /** All figures, in the order in which they came. */
  public List<Figure> figures() {
    return servers.values().stream().flatMap(one -> one.keySet().stream()).distinct().toList();
  }

  /** The values of all rounds; empty where it was not measured. */
  public List<Double> rounds(String server, Figure figure) {
    return servers.getOrDefault(server, Map.of()).getOrDefault(figure, List.of());
  }

  /** The median over the rounds; NaN where it was not measured. */
  public double median(String server, Figure figure) {
    return median(rounds(server, figure));
  }

  /**
   * How many times better one server was than another: the median of the ratios within each round,
   * which hold on a machine that does other things too.
   */
  public double timesBetter(String server, String other, Figure figure) {
    List<Double> mine = rounds(server, figure);
    List<Double> theirs = rounds(other, figure);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      double ratio = mine.get(i) / theirs.get(i);
      ratios.add(figure.moreIsBetter() ? ratio : 1 / ratio);
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
