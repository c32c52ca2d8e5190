package chat.parley.server.file;

/** A number of bytes in words. */
public final class ByteCount {
  private static final long KIBI = 1024;
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private ByteCount() {}

  /** For example {@code 812 KiB} or {@code 1.4 GiB}. */
  public static String inWords(long bytes) {
    if (bytes < KIBI) {
      return bytes + " bytes";
    }
    double amount = (double) bytes / KIBI;
    int unit = 0;
    while (amount >= KIBI && unit < UNITS.length - 1) {
      amount /= KIBI;
      unit++;
    }
    return (amount < 10 ? "%.1f %s" : "%,.0f %s").formatted(amount, UNITS[unit]);
  }
}
