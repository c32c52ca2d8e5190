package chat.parley.model;

/**
 * Every limit of the protocol, with its unit in its name. A server may be configured below some of
 * them, never above.
 */
public final class Limits {
  public static final int SENDER_MAX_CODE_POINTS = 64;
  public static final int ROOM_MAX_CODE_POINTS = 64;
  public static final int TEXT_MAX_BYTES = 16_384;
  public static final int CLIENT_ID_MAX_CHARS = 128;
  public static final int CURSOR_MAX_CHARS = 256;
  public static final int MESSAGE_ID_MAX_CHARS = 128;

  public static final int BODY_MAX_BYTES = 64 * 1024;

  /** A refused body is read and dropped up to this size, so that the connection can go on. */
  public static final int BODY_DROPPED_MAX_BYTES = 4 * 1024 * 1024;

  public static final int JSON_DEPTH_MAX = 32;
  public static final int QUERY_MAX_BYTES = 8 * 1024;

  public static final int POLL_TIMEOUT_MIN_SECONDS = 5;
  public static final int POLL_TIMEOUT_MAX_SECONDS = 60;
  public static final int POLL_TIMEOUT_DEFAULT_SECONDS = 25;
  public static final int POLL_ENTRIES_DEFAULT = 100;
  public static final int POLL_ENTRIES_MAX = 500;
  public static final int POLL_ROOMS_MAX = 100;

  /**
   * A poll's reply takes no further message once its texts have come to this; the next poll goes on
   * at once.
   */
  public static final int POLL_REPLY_TEXT_MAX_CHARS = 512 * 1024;

  /** A reply that starts over brings at most this many entries, over all its rooms. */
  public static final int RESET_ENTRIES_MAX = 500;

  public static final int HISTORY_ENTRIES_DEFAULT = 20;
  public static final int HISTORY_ENTRIES_MAX = 100;

  private Limits() {}
}
