package chat.parley.server.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * When somebody was in a private room: by the log's order, exactly; by the clock, as far as one can
 * tell from outside.
 */
record Stays(List<Stay> all) {
  static final Stays NONE = new Stays(List.of());

  /**
   * Once in and out.
   *
   * @param from where in the story it begins
   * @param came when it began
   * @param to where in the story it ends
   * @param went when it ended
   */
  record Stay(int from, Span came, int to, Span went) {
    boolean has(int place) {
      return from < place && place < to;
    }

    /** Whether a reply may have been made while it lasted. */
    boolean mayOverlap(Span span) {
      return !span.before(came) && !went.before(span);
    }

    /** Whether it lasted all that time. */
    boolean surelyCovers(Span span) {
      return came.before(span) && span.before(went);
    }
  }

  /**
   * Reads them out of the story, which has just these turns of the visit.
   *
   * @throws IllegalStateException if somebody came who was in, or went who was out
   */
  static Stays of(Visit visit, List<Entry> story, List<Turn> turns) {
    List<Stay> stays = new ArrayList<>();
    Iterator<Turn> settled = turns.iterator();
    int from = -1;
    Span came = Span.BEFORE_ALL;
    boolean in = true;
    for (int place = 0; place < story.size(); place++) {
      if (story.get(place) instanceof Entry.Changed(Change change)
          && change.visit().equals(visit)) {
        if (change.letsIn() == in) {
          throw new IllegalStateException("it changes nothing: " + change);
        }
        Span when = settled.next().span();
        if (in) {
          stays.add(new Stay(from, came, place, when));
        }
        in = !in;
        from = place;
        came = when;
      }
    }
    if (in) {
      stays.add(new Stay(from, came, Integer.MAX_VALUE, Span.AFTER_ALL));
    }
    return new Stays(stays);
  }

  boolean has(int place) {
    return all.stream().anyMatch(stay -> stay.has(place));
  }

  /**
   * Whether what stands there may have been told in a reply: it was not written later than that.
   */
  boolean mayHaveShown(int place, Span reply) {
    return all.stream().anyMatch(stay -> place < stay.to() && stay.mayOverlap(reply));
  }

  boolean mayOverlap(Span span) {
    return all.stream().anyMatch(stay -> stay.mayOverlap(span));
  }

  boolean surelyCover(Span span) {
    return all.stream().anyMatch(stay -> stay.surelyCovers(span));
  }

  /** Whether one of them may have ended then. */
  boolean mayEndIn(Span span) {
    return all.stream().anyMatch(stay -> !stay.went().before(span) && !span.before(stay.went()));
  }

  /** When the stay after this one began. */
  Span nextCame(Stay stay) {
    int next = all.indexOf(stay) + 1;
    return next < all.size() ? all.get(next).came() : Span.AFTER_ALL;
  }
}
