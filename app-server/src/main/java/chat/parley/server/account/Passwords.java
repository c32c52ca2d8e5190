package chat.parley.server.account;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords and passphrases, kept as argon2id alone. One takes about 20 MiB and tens of
 * milliseconds, so few are worked out at once, on threads of their own, and few wait for that.
 */
public final class Passwords implements AutoCloseable {
  static final int MIN_CODE_POINTS = 8;
  static final int MAX_CODE_POINTS = 256;
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 64;

  // OWASP's second choice of parameters for argon2id: 19 MiB, two passes, one lane.
  private static final class Argon2id {
    static final Argon2Function FUNCTION =
        Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID); // made at the first password
  }

  private static final int SALT_BYTES = 16;

  /**
   * What a password is held against where none is kept, so that this takes as long. No password is
   * known that has this hash; it is written down because working one out takes a part of the start.
   */
  static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().daemon().name("password-", 0).factory());

  public Passwords() {
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Checks a new password.
   *
   * @throws Refusal {@code out_of_range} or {@code text_invalid}
   */
  static String checked(String password, String field) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_CODE_POINTS || length > MAX_CODE_POINTS) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "This must have " + MIN_CODE_POINTS + " to " + MAX_CODE_POINTS + " characters.",
          field);
    }
    if (password.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      // In UTF-8 each of them would be a question mark, and all such passwords the same.
      throw new Refusal(
          ErrorCode.TEXT_INVALID,
          "This is not valid Unicode: it has half of a surrogate pair.",
          field);
    }
    return password;
  }

  /** How a password is kept. Fails with a {@link Refusal} {@code overloaded}. */
  public CompletableFuture<String> encoded(String password, String field) {
    String fit = checked(password, field);
    return work(
        () -> Password.hash(fit).addRandomSalt(SALT_BYTES).with(Argon2id.FUNCTION).getResult());
  }

  /**
   * Whether a password is the one that is kept. Where none is kept it takes as long and is false.
   */
  public CompletableFuture<Boolean> matches(String password, @Nullable String kept) {
    boolean tooLong = password.length() > 2 * MAX_CODE_POINTS;
    return work(() -> {
      String against = kept == null ? NOBODYS : kept;
      boolean same =
          Password.check(tooLong ? "" : password, against)
              .with(Argon2Function.getInstanceFromHash(against));
      return same && kept != null && !tooLong;
    });
  }

  private <T> CompletableFuture<T> work(Supplier<T> task) {
    try {
      return CompletableFuture.supplyAsync(task, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new Refusal(
              ErrorCode.OVERLOADED,
              "Too many passwords are being checked; try again in a moment."));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
