package chat.parley.server.fact;

import org.jspecify.annotations.Nullable;

/** One fact is another one than before, or is so no more. */
public record FactChange(Fact.Kind kind, String key, @Nullable Fact now) {
  static FactChange to(Fact fact) {
    return new FactChange(fact.kind(), fact.key(), fact);
  }

  static FactChange gone(Fact.Kind kind, String key) {
    return new FactChange(kind, key, null);
  }
}
