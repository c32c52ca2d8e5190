package chat.parley.desktop.ui;

import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.sync.AccessException;
import chat.parley.desktop.sync.SessionException;
import chat.parley.model.Refusal;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as sentences that a person can act on. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private final Texts texts;

  public Problems(Texts texts) {
    this.texts = texts;
  }

  public Texts texts() {
    return texts;
  }

  /** A failure whose sentence is among the texts. */
  public static final class Told extends RuntimeException {
    private final String key;
    private final Object[] arguments;

    /**
     * @param key the text's key
     */
    public Told(String key, Object... arguments) {
      super(key, null, false, false);
      this.key = key;
      this.arguments = arguments.clone();
    }
  }

  /** What to say of someone who is not let in. */
  public String sentence(AccessException access) {
    return switch (access.kind()) {
      case NAME_TAKEN -> texts.get("access.name.taken");
      case INVITE -> texts.get("access.invite");
      case PASSWORD -> texts.get("access.password");
      case CLOSED -> texts.get("access.closed");
      case BANNED -> texts.get("access.banned");
      case TOO_OFTEN ->
          access.waitSeconds() == 0
              ? texts.get("access.too.often")
              : texts.get("access.too.often.until", access.waitSeconds());
      case SIGNED_OUT -> texts.get("access.signed.out");
      case UNREACHABLE -> texts.get("access.unreachable");
      case OTHER -> access.detail();
    };
  }

  /** What to say of a failure; one that nobody foresaw is also logged. */
  public String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case Told told -> texts.get(told.key, told.arguments);
      case Refusal refusal -> refusal.detail();
      case ReplicaException replica -> replica.detail();
      case SessionException session ->
          session.kind() == SessionException.Kind.GUEST
              ? texts.get("problem.guest")
              : session.detail();
      case AccessException access -> sentence(access);
      default -> {
        log.warn("Something failed that has no sentence of its own", cause);
        yield texts.get("problem.unforeseen", String.valueOf(cause.getMessage()));
      }
    };
  }
}
