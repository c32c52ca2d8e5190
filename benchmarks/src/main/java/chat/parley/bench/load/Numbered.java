package chat.parley.bench.load;

/** Told the number of a message. */
@FunctionalInterface
public interface Numbered {
  void take(int number);
}
