package chat.parley.server.projection;

import chat.parley.model.Message;
import chat.parley.model.RoomEvent;
import chat.parley.model.fold.RoomFold;
import chat.parley.server.event.Place;
import org.jspecify.annotations.Nullable;

/**
 * Something that a reader of the log gets at its place: a message as it now reads, or another event
 * of a room. One of the two is there.
 */
public record Entry(Place place, @Nullable Message message, @Nullable RoomEvent event) {
  public static Entry of(Place place, Message message) {
    return new Entry(place, message, null);
  }

  /** What an accepted event brings to the readers of its room. */
  public static Entry of(Place place, RoomEvent event) {
    Message message = RoomFold.message(event);
    return message == null ? new Entry(place, null, event) : of(place, message);
  }

  /** The room it is of. */
  public String room() {
    return message != null ? message.room() : event == null ? "" : event.room();
  }

  /** How much text it has, by which what is kept in memory is bounded. */
  public int chars() {
    return message == null ? 0 : message.text().length();
  }

  /** A message that was taken away reads as one without text. */
  public Entry withoutText() {
    return message == null ? this : of(place, message.withoutText());
  }
}
