package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A room as the list of rooms shows it.
 *
 * @param room its name, or the id of a private one
 * @param lastActivity when something was last written, null where nobody has written yet
 * @param newest the newest message known here, null for none
 * @param unread messages of others after the place read up to
 * @param waiting messages written here that are on the way
 * @param failed messages written here that were refused
 * @param about what it is called, and what this person is to it
 */
public record RoomSummary(
    String room,
    @Nullable Timestamp lastActivity,
    @Nullable Message newest,
    int unread,
    int waiting,
    int failed,
    About about) {

  /**
   * What a room is called, and what this person is to it.
   *
   * @param title what a private room is called, null for none
   * @param topic what it is about, null for nothing
   * @param direct the other one's name in a conversation of two, else null
   */
  public record About(
      @Nullable String title, @Nullable String topic, RoomRole role, @Nullable String direct) {
    public static final About NOTHING = new About(null, null, RoomRole.NONE, null);
  }

  /** A public room in which this person has no role. */
  public RoomSummary(
      String room,
      @Nullable Timestamp lastActivity,
      @Nullable Message newest,
      int unread,
      int waiting,
      int failed) {
    this(room, lastActivity, newest, unread, waiting, failed, About.NOTHING);
  }

  /** Whether only its members know of it. */
  public boolean isPrivate() {
    return RoomName.isPrivate(room);
  }

  /** Whether it is a conversation with one other. */
  public boolean isDirect() {
    return about.direct() != null;
  }

  /** What people call it. */
  public String shownName() {
    if (about.direct() != null) {
      return about.direct();
    }
    return about.title() == null || about.title().isEmpty() ? room : about.title();
  }
}
