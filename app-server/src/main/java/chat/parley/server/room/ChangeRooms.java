package chat.parley.server.room;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import chat.parley.server.command.Commands;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes rooms, changes what they say of themselves, and who is in them. Futures fail with a {@link
 * Refusal}. A private room does not exist for who is not in it, whatever they ask. Safe for use by
 * any thread.
 */
public final class ChangeRooms {
  private final Commands commands;
  private final FactMemory facts;
  private final Visibility visibility;
  private final Queries queries;
  private final Phrases phrases;
  private final int roomsMax;
  private final RandomGenerator random;

  /** By room, the change of a role that was asked for last, while it is not done. */
  private final Map<String, CompletableFuture<@Nullable Void>> turns = new ConcurrentHashMap<>();

  /** Passphrases, which are kept as passwords are. */
  public record Phrases(
      BiFunction<String, String, CompletableFuture<String>> encode,
      BiFunction<String, @Nullable String, CompletableFuture<Boolean>> match) {}

  /** What a room says of itself: null stays as it is, empty is none. */
  public record Words(@Nullable String title, @Nullable String topic) {}

  public ChangeRooms(
      Commands commands,
      FactMemory facts,
      Queries queries,
      Phrases phrases,
      int roomsMax,
      RandomGenerator random) {
    this.commands = commands;
    this.facts = facts;
    this.visibility = new Visibility(facts);
    this.queries = queries;
    this.phrases = phrases;
    this.roomsMax = roomsMax;
    this.random = random;
  }

  /** Makes a public room. */
  public CompletableFuture<RoomName> makePublic(Actor by, RoomName name, @Nullable String topic) {
    SendMessage.requireRoomForOne(queries, roomsMax);
    if (queries.room(name.value()) != null) {
      throw new Refusal(ErrorCode.EXISTS, "There is a room of that name already.", "name");
    }
    return commands
        .decide(by, name.value(), new RoomBody.RoomCreated(false, null, orNone(topic), null))
        .thenApply(_ -> name);
  }

  /** Makes a private room. */
  public CompletableFuture<RoomName> makePrivate(
      Actor by, String title, @Nullable String topic, @Nullable String passphrase) {
    SendMessage.requireRoomForOne(queries, roomsMax);
    RoomName room = RoomName.newPrivate(random);
    CompletableFuture<@Nullable String> kept = encoded(passphrase);
    return kept.thenCompose(encoded ->
        commands
            .decide(by, room.value(), new RoomBody.RoomCreated(true, title, orNone(topic), null))
            .thenCompose(made ->
                encoded == null
                    ? CompletableFuture.completedFuture(made)
                    : commands.decide(by, new ServerBody.PassphraseSet(room.value(), encoded)))
            .thenApply(_ -> room));
  }

  /** Finds the conversation with one other, or makes it. */
  public CompletableFuture<RoomName> direct(Actor by, SenderName with) {
    Fact.Name other = ownerOf(with);
    List<String> pair = Stream.of(by.key(), other.key()).sorted().toList();
    Fact.Direct found = facts.direct(pair);
    if (found != null) {
      return CompletableFuture.completedFuture(new RoomName(found.room()));
    }
    SendMessage.requireRoomForOne(queries, roomsMax);
    RoomName room = RoomName.newPrivate(random);
    return commands
        .decide(by, room.value(), new RoomBody.RoomCreated(true, null, null, pair))
        .thenApply(_ -> room)
        .exceptionallyCompose(failure -> {
          Fact.Direct made = facts.direct(pair); // by the other one, just now
          return made == null
              ? CompletableFuture.failedFuture(failure)
              : CompletableFuture.completedFuture(new RoomName(made.room()));
        });
  }

  /** Changes what a room says of itself. */
  public CompletableFuture<?> change(Actor by, RoomName room, Words words) {
    requireSeen(by, room);
    if (words.title() != null && !room.isPrivate()) {
      throw new Refusal(ErrorCode.MALFORMED, "A public room has its name and no title.", "title");
    }
    return commands.decide(
        by, room.value(), new RoomBody.RoomChanged(words.title(), words.topic()));
  }

  /** Gives a private room another passphrase; empty for none. */
  public CompletableFuture<?> changePassphrase(Actor by, RoomName room, String passphrase) {
    requireSeen(by, room);
    if (!room.isPrivate()) {
      throw new Refusal(ErrorCode.MALFORMED, "A public room has no passphrase.", "passphrase");
    }
    commands.requireAllowed(
        by, ServerBody.NO_ROOM, new ServerBody.PassphraseSet(room.value(), null));
    return encoded(passphrase.isEmpty() ? null : passphrase)
        .thenCompose(
            encoded -> commands.decide(by, new ServerBody.PassphraseSet(room.value(), encoded)));
  }

  /** Comes into a room: a public one, or a private one by its passphrase. */
  public CompletableFuture<?> join(Actor by, RoomName room, @Nullable String passphrase) {
    RoomRole now = facts.role(room.value(), by.key());
    if (now.isMember()) {
      return CompletableFuture.completedFuture(now); // and an owner stays one
    }
    if (!room.isPrivate()) {
      return role(by, room, SenderName.of(by.name()), RoomRole.MEMBER);
    }
    if (passphrase == null) {
      throw RoomList.unknown(); // whatever the room; nothing is worked out for nothing
    }
    Fact.Room about = facts.room(room.value());
    return phrases
        .match()
        .apply(passphrase, about == null ? null : about.passphrase())
        .thenCompose(matches -> {
          if (!matches || facts.role(room.value(), by.key()) == RoomRole.BANNED) {
            throw RoomList.unknown();
          }
          return commands.decide(
              by,
              room.value(),
              RoomBody.MemberChanged.of(SenderName.of(by.name()), RoomRole.MEMBER));
        });
  }

  /**
   * Makes somebody something to a room. One after the other: a moderator who steps down to a member
   * while an owner removes them would else come in again by that, since to the log it looks like
   * the coming in of somebody who knows the passphrase.
   */
  public CompletableFuture<?> role(Actor by, RoomName room, SenderName who, RoomRole role) {
    CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    CompletableFuture<?> before = turns.put(room.value(), over);
    Supplier<CompletableFuture<Object>> turn =
        () -> roleNow(by, room, who, role).thenApply(done -> done);
    CompletableFuture<Object> changing =
        before == null
            ? CompletableFuture.completedFuture(room).thenCompose(_ -> turn.get())
            : before.thenComposeAsync(_ -> turn.get(), Thread::startVirtualThread);
    return changing.whenComplete((_, _) -> {
      turns.remove(room.value(), over);
      over.complete(null);
    });
  }

  private CompletableFuture<?> roleNow(Actor by, RoomName room, SenderName who, RoomRole role) {
    requireSeen(by, room);
    RoomRole now = facts.role(room.value(), who.key());
    if (role == RoomRole.NONE && now == RoomRole.NONE) {
      throw new Refusal(ErrorCode.NOT_FOUND, "That name is not one of this room's.", "name");
    }
    if (now == role) {
      return CompletableFuture.completedFuture(role);
    }
    Fact.Name known = facts.name(who.key());
    SenderName shown = known == null ? who : new SenderName(known.name());
    return commands.decide(by, room.value(), RoomBody.MemberChanged.of(shown, role));
  }

  /** Takes a message away: its text is gone when this is done. */
  public CompletableFuture<?> delete(Actor by, UUID messageId) {
    Queries.Whereabouts found = queries.whereIs(messageId);
    if (found == null || !sees(by, found.room())) {
      throw new Refusal(ErrorCode.MESSAGE_UNKNOWN, "There is no such message.", "message_id");
    }
    RoomBody deletion = new RoomBody.MessageDeleted(messageId);
    if (found.isDeleted()) {
      commands.requireAllowed(by, found.room(), deletion);
      return CompletableFuture.completedFuture(found); // once is enough, however often it is asked
    }
    return commands.decide(by, found.room(), deletion);
  }

  private Fact.Name ownerOf(SenderName name) {
    Fact.Name known = facts.name(name.key());
    if (known == null || !known.owned()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "Nobody owns that name.", "name");
    }
    return known;
  }

  private CompletableFuture<@Nullable String> encoded(@Nullable String passphrase) {
    return passphrase == null
        ? CompletableFuture.completedFuture(null)
        : phrases.encode().apply(passphrase, "passphrase").thenApply(encoded -> encoded);
  }

  private void requireSeen(Actor by, RoomName room) {
    if (!sees(by, room.value()) || queries.room(room.value()) == null) {
      throw RoomList.unknown();
    }
  }

  private boolean sees(Actor by, String room) {
    return visibility.sees(by.guest() ? null : by.key(), room);
  }

  private static @Nullable String orNone(@Nullable String words) {
    return words == null || words.isEmpty() ? null : words;
  }
}
