package chat.parley.server.poll;

import chat.parley.server.presence.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A client that polls, for as long as it is remembered: what it has open, and how it was last seen.
 * Whoever has it from the client's last poll gives it along with the next, so that it need not be
 * looked up. Safe for use by any thread.
 */
public final class PollClient extends Timed {
  private static final AtomicReferenceFieldUpdater<PollClient, Some> OPEN =
      AtomicReferenceFieldUpdater.newUpdater(PollClient.class, Some.class, "open");

  private final Owner owner;
  private volatile Some open = None.NOW;
  private volatile Presence.@Nullable Seen seen;

  PollClient(Owner owner) {
    this.owner = owner;
  }

  /** What a client has open: nearly always one poll, and there are tens of thousands. */
  sealed interface Some permits OpenPoll, None, Many {}

  private enum None implements Some {
    /** It may have something again. */
    NOW,
    /** It is forgotten: who comes next is another. */
    EVER
  }

  /** Two or more, each for other rooms. */
  record Many(List<OpenPoll> polls) implements Some {}

  Owner owner() {
    return owner;
  }

  /** As it was last seen; null before its first poll. */
  Presence.@Nullable Seen seen() {
    return seen;
  }

  @SuppressWarnings("ReferenceEquality") // one is changed and not replaced
  void seen(Presence.Seen newest) {
    if (seen != newest) {
      seen = newest;
    }
  }

  /** All that it has open. */
  List<OpenPoll> polls() {
    return all(open);
  }

  @Override
  List<OpenPoll> waiters() {
    return polls();
  }

  private static List<OpenPoll> all(Some some) {
    return switch (some) {
      case None _ -> List.of();
      case OpenPoll poll -> List.of(poll);
      case Many many -> many.polls();
    };
  }

  private static Some of(List<OpenPoll> polls) {
    return switch (polls.size()) {
      case 0 -> None.NOW;
      case 1 -> polls.getFirst();
      default -> new Many(polls);
    };
  }

  /**
   * Opens a poll in the place of the one for the same rooms.
   *
   * @return whether it was opened, which it is not if the client is forgotten, and in whose place
   */
  Opened open(OpenPoll poll) {
    if (OPEN.compareAndSet(this, None.NOW, poll)) {
      return Opened.ALONE;
    }
    Some before = open;
    while (before != None.EVER) {
      OpenPoll older = forTheRoomsOf(poll, all(before));
      if (OPEN.compareAndSet(this, before, of(with(poll, without(older, all(before)))))) {
        return new Opened(true, older);
      }
      before = open;
    }
    return Opened.NOT;
  }

  /** How a poll was opened. */
  record Opened(boolean done, @Nullable OpenPoll insteadOf) {
    static final Opened ALONE = new Opened(true, null);
    static final Opened NOT = new Opened(false, null);
  }

  private static @Nullable OpenPoll forTheRoomsOf(OpenPoll poll, List<OpenPoll> others) {
    for (OpenPoll other : others) {
      if (other.request().rooms().equals(poll.request().rooms())) {
        return other;
      }
    }
    return null;
  }

  private static List<OpenPoll> with(OpenPoll poll, List<OpenPoll> others) {
    List<OpenPoll> all = new ArrayList<>(others);
    all.add(poll);
    return List.copyOf(all);
  }

  private static List<OpenPoll> without(@Nullable OpenPoll poll, List<OpenPoll> all) {
    return all.stream().filter(one -> !one.equals(poll)).toList();
  }

  /** A poll has ended, and may have been closed before. */
  void close(OpenPoll poll) {
    if (OPEN.compareAndSet(this, poll, None.NOW)) {
      return;
    }
    Some before = open;
    while (all(before).contains(poll)
        && !OPEN.compareAndSet(this, before, of(without(poll, all(before))))) {
      before = open;
    }
  }

  /** Closes all. */
  List<OpenPoll> closeAll() {
    Some before = open;
    while (!(before instanceof None) && !OPEN.compareAndSet(this, before, None.NOW)) {
      before = open;
    }
    return all(before);
  }

  /** Forgets it, if it has nothing open. True for the one who did. */
  boolean forget() {
    boolean forgotten = open == None.NOW && OPEN.compareAndSet(this, None.NOW, None.EVER);
    if (forgotten) {
      letGo();
    }
    return forgotten;
  }

  boolean isForgotten() {
    return open == None.EVER;
  }
}
