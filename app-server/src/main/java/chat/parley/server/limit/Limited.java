package chat.parley.server.limit;

/** What is limited, and how far. None of it is met by people who write. */
public enum Limited {
  SEND("Messages come too fast; send this one again in a moment."),
  JOIN("Too many have just come in from there; try again in a moment."),
  /** An attempt with a password; a right one does not count. */
  LOG_IN("There were too many attempts to log in; try again in a moment."),
  /** A token for whoever logged in. */
  TOKEN("There were too many log-ins under that name; try again in a moment."),
  /** A change to a room, its members or a message. */
  CHANGE("Changes come too fast; make this one again in a moment."),
  ROOM("Too many rooms were made just now; try again in a moment."),
  POLL("Polls come too fast; wait for one to be answered before the next.");

  private final String detail;

  Limited(String detail) {
    this.detail = detail;
  }

  Rate perName() {
    return switch (this) {
      case SEND -> Rate.perSecond(20, 100);
      case JOIN -> Rate.perSecond(1, 20);
      case LOG_IN -> Rate.perMinute(20, 100);
      case TOKEN -> Rate.perMinute(12, 60);
      case CHANGE -> Rate.perSecond(5, 100);
      case ROOM -> Rate.perMinute(30, 30);
      case POLL -> Rate.perSecond(50, 200);
    };
  }

  Rate perAddress() {
    return switch (this) {
      case SEND -> Rate.perSecond(200, 1_000);
      case JOIN -> Rate.perSecond(1, 60);
      case LOG_IN -> Rate.perMinute(10, 30);
      case TOKEN -> Rate.perMinute(120, 600);
      case CHANGE -> Rate.perSecond(50, 500);
      case ROOM -> Rate.perMinute(300, 300);
      case POLL -> Rate.perSecond(500, 2_000);
    };
  }

  /** What to say to whoever comes too often. */
  String detail() {
    return detail;
  }
}
