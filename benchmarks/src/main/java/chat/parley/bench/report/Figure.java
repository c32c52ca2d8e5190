package chat.parley.bench.report;

/**
 * Something that is measured.
 *
 * @param name what it is, for people
 * @param unit of its value; empty for counts
 */
public record Figure(String name, String unit, boolean moreIsBetter) {
  public static Figure less(String name, String unit) {
    return new Figure(name, unit, false);
  }

  public static Figure more(String name, String unit) {
    return new Figure(name, unit, true);
  }
}
