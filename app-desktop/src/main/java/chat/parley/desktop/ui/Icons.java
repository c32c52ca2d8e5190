package chat.parley.desktop.ui;

import chat.parley.desktop.replica.RoomSummary;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The icons, each by what it stands for. */
public final class Icons {
  public static final Ikon SENT = Feather.CHECK;
  public static final Ikon WAITING = Feather.CLOCK;
  public static final Ikon FAILED = Feather.ALERT_CIRCLE;
  public static final Ikon SEND = Feather.ARROW_UP;
  public static final Ikon DOWN = Feather.ARROW_DOWN;
  public static final Ikon BACK = Feather.ARROW_LEFT;
  public static final Ikon HOST = Feather.RADIO;
  public static final Ikon SETTINGS = Feather.SETTINGS;
  public static final Ikon KEYS = Feather.COMMAND;
  public static final Ikon ADD = Feather.PLUS;
  public static final Ikon CLOSE = Feather.X;
  public static final Ikon COPY = Feather.COPY;
  public static final Ikon LEAVE = Feather.LOG_OUT;
  public static final Ikon OFFLINE = Feather.CLOUD_OFF;
  public static final Ikon WARNING = Feather.ALERT_TRIANGLE;
  public static final Ikon OK = Feather.CHECK_CIRCLE;
  public static final Ikon PEOPLE = Feather.USERS;
  public static final Ikon LINK = Feather.LINK;
  public static final Ikon ROOM = Feather.HASH;
  public static final Ikon EMOJI = Feather.SMILE;
  public static final Ikon SPEECH = Feather.MESSAGE_CIRCLE;

  public static final Ikon PRIVATE = Feather.LOCK;
  public static final Ikon DIRECT = Feather.USER;
  public static final Ikon MORE = Feather.MORE_HORIZONTAL;

  private Icons() {}

  /** What stands before a room's name. */
  public static Ikon of(RoomSummary room) {
    if (room.isDirect()) {
      return DIRECT;
    }
    return room.isPrivate() ? PRIVATE : ROOM;
  }

  public static FontIcon of(Ikon ikon) {
    return new FontIcon(ikon);
  }
}
