package chat.parley.desktop.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How things stand between this app and its server. */
public sealed interface Link {
  /** The first attempt is under way. */
  record Connecting() implements Link {}

  /** The server answers. */
  record Online() implements Link {}

  /**
   * The server does not answer; the app tries again by itself.
   *
   * @param since when it was lost
   * @param nextTry when the next attempt begins
   * @param detail what the server, or the way to it, said; null for silence
   */
  record Offline(Instant since, Instant nextTry, Why why, @Nullable String detail)
      implements Link {}

  /** The app does not try again until a person asks it to. */
  record Stopped(Because because, @Nullable String detail) implements Link {}

  /** What is in the way. */
  enum Why {
    /** Nothing answers at that address. */
    UNREACHABLE,
    /** The server is there and says that it cannot serve now. */
    BUSY,
    /** Something else than a Parley server answers. */
    NOT_PARLEY,
    /** Nobody that this computer trusts vouches for the server's certificate. */
    UNTRUSTED,
    /** The server answers, but this computer cannot store what it says. */
    STORAGE
  }

  /** Why the app no longer tries. */
  enum Because {
    /** The same client polls from elsewhere. */
    SUPERSEDED,
    /** Someone disconnected this client. */
    DISCONNECTED,
    /** What showed whose name this is counts no more, or nothing shows it. */
    SIGNED_OUT,
    /** Those who run the chat keep this person out. */
    BANNED,
    /** The server refuses this app's requests. */
    REFUSED,
    /** Another key than the known one is shown; the detail is the server's host and port. */
    OTHER_KEY
  }
}
