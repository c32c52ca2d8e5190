package chat.parley.server.poll;

import chat.parley.server.event.Place;
import chat.parley.server.fact.Visibility;
import chat.parley.server.projection.Queries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where polls start to read: after a cursor, after a message, or where the client's kept places
 * are.
 */
final class StartingPoints {
  private final Reader reader;
  private final Queries queries;
  private final Places places;
  private final Visibility visibility;

  StartingPoints(Reader reader, Queries queries, Places places, Visibility visibility) {
    this.reader = reader;
    this.queries = queries;
    this.places = places;
    this.visibility = visibility;
  }

  /**
   * Where one poll starts.
   *
   * @param roomsWithoutPlace the rooms in which its client has no place yet: they are read from
   *     {@code head}, and that place is to be kept
   */
  record Found(OpenPoll.Start start, List<String> roomsWithoutPlace, Place head) {}

  Found of(PollRequest request) {
    Place head = reader.head();
    if (request.cursor() != null) {
      return new Found(after(reader.placeOf(request.cursor())), List.of(), head);
    }
    if (request.lastMessageId() != null) {
      return new Found(
          after(placeOfMessage(request.lastMessageId(), request.owner())), List.of(), head);
    }
    return ofPlaces(request, head);
  }

  private Found ofPlaces(PollRequest request, Place head) {
    Map<String, Long> fromSeqs = new HashMap<>();
    List<String> without = new ArrayList<>();
    for (String room : request.rooms().keys()) {
      String cursor = places.get(request.owner(), room);
      Place place = cursor == null ? head : reader.placeOf(cursor);
      if (place == null) {
        return new Found(OpenPoll.Start.OVER, List.of(), head);
      }
      if (cursor == null) {
        without.add(room);
      }
      fromSeqs.put(room, place.seq());
    }
    Set<Long> seqs = Set.copyOf(fromSeqs.values());
    OpenPoll.Start start =
        seqs.size() == 1
            ? new OpenPoll.Start.After(seqs.iterator().next())
            : new OpenPoll.Start.AfterEach(Map.copyOf(fromSeqs));
    return new Found(start, without, head);
  }

  /** Whether all that a poll reads is in memory, and little. */
  boolean isAtHand(PollRequest request) {
    if (request.cursor() != null) {
      return reader.isAtHand(request.cursor());
    }
    if (request.lastMessageId() != null) {
      return false;
    }
    Set<String> cursors = new HashSet<>();
    for (String room : request.rooms().keys()) {
      String cursor = places.get(request.owner(), room);
      cursors.add(cursor == null ? reader.cursor(reader.head()) : cursor);
    }
    return cursors.size() == 1 && reader.isAtHand(cursors.iterator().next());
  }

  /** A place that this log does not know means that the client has to start over. */
  private static OpenPoll.Start after(@Nullable Place place) {
    return place == null ? OpenPoll.Start.OVER : new OpenPoll.Start.After(place.seq());
  }

  /** One that its caller may not see is as unknown as one that never was. */
  private @Nullable Place placeOfMessage(String messageId, Owner owner) {
    UUID id;
    try {
      id = UUID.fromString(messageId);
    } catch (IllegalArgumentException e) {
      return null; // another server's id, perhaps
    }
    Queries.Whereabouts found = queries.whereIs(id);
    return found != null && visibility.sees(owner.nameKey(), found.room()) ? found.place() : null;
  }
}
