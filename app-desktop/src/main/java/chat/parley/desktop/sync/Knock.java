package chat.parley.desktop.sync;

import chat.parley.model.tls.Pin;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who answers at an address that a person gave. */
public enum Knock {
  PARLEY,
  SOMETHING_ELSE,
  NOTHING,
  /** A server whose key is not the expected one. */
  OTHER_KEY,
  /** A server whose certificate nobody vouches for. */
  UNTRUSTED;

  /**
   * Knocks once.
   *
   * @param base the address, such as {@code http://192.168.1.7:8000}
   * @param pin the pin of its key, null where none is known
   * @param nanos a clock that never runs backwards
   * @return it does not fail
   */
  public static CompletableFuture<Knock> at(URI base, @Nullable Pin pin, LongSupplier nanos) {
    ServerApi api = new ServerApi(base, pin, nanos, () -> true);
    return api.health()
        .handle((health, failure) -> {
          api.close();
          return failure == null ? PARLEY : of(failure);
        });
  }

  private static Knock of(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof CallFailure call
        ? switch (call.failure()) {
          case PollOutcome.Refused refused -> PARLEY; // a server in trouble is one, too
          case PollOutcome.GatewayError error -> SOMETHING_ELSE;
          case PollOutcome.NotParley other -> SOMETHING_ELSE;
          case PollOutcome.OtherKey other -> OTHER_KEY;
          case PollOutcome.Untrusted untrusted -> UNTRUSTED;
          case PollOutcome.Cut cut -> NOTHING;
          case PollOutcome.Unreachable nobody -> NOTHING;
        }
        : NOTHING;
  }
}
