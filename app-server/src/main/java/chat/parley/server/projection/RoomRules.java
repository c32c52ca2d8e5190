package chat.parley.server.projection;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.fact.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may do what in a room. What people did before they were let out of it goes on counting. */
final class RoomRules {
  private RoomRules() {}

  /** Why an event of a room does not count; null where it does. */
  static Outcome.@Nullable Refused refusal(LogEvent event, RoomBody body, Judge.Before before) {
    Outcome.Refused refused = Judge.actorRefusal(event.actor(), before);
    if (refused != null) {
      return refused;
    }
    if (body instanceof RoomBody.RoomCreated created) {
      return creation(event, created, before);
    }
    RoomRole role = before.role(event.room(), event.actor().key());
    boolean joins =
        body instanceof RoomBody.MemberChanged member
            && member.role() == RoomRole.MEMBER
            && member.key().equals(event.actor().key());
    boolean isPrivate = RoomName.isPrivate(event.room());
    if (isPrivate && (role == RoomRole.BANNED || !(role.isMember() || joins))) {
      return Judge.roomUnknown();
    }
    boolean administers = !isPrivate && Judge.isAdministrator(event.actor(), before);
    // Else whoever makes a public room could keep those out who moderate the server.
    if (role == RoomRole.BANNED && !administers) {
      return new Outcome.Refused(ErrorCode.BANNED, "You were banned from this room.");
    }
    boolean moderates = role.moderates() || administers;
    return switch (body) {
      case RoomBody.RoomChanged _ -> moderates ? null : notModerator();
      case RoomBody.MemberChanged change -> membership(event, change, before, moderates);
      case RoomBody.MessageDeleted deletion -> deletion(event, deletion, before, moderates);
      case RoomBody.RoomCreated _, RoomBody.MessagePosted _, RoomBody.Erased _ -> null;
    };
  }

  private static Outcome.@Nullable Refused creation(
      LogEvent event, RoomBody.RoomCreated created, Judge.Before before) {
    Actor actor = event.actor();
    if (created.isPrivate() && (actor.guest() || actor.equals(Actor.SERVER_OWNER))) {
      return new Outcome.Refused(
          ErrorCode.FORBIDDEN, "A private room needs somebody who owns a name.");
    }
    List<String> direct = created.direct();
    if (direct == null) {
      return null;
    }
    if (before.direct(direct) != null) {
      return new Outcome.Refused(ErrorCode.EXISTS, "That conversation is there already.");
    }
    boolean ofTwo =
        direct.contains(actor.key())
            && direct.stream().distinct().count() == 2
            && direct.stream().allMatch(key -> isOwned(before.name(key)));
    return ofTwo
        ? null
        : new Outcome.Refused(
            ErrorCode.FORBIDDEN, "A conversation of two is with one other who owns a name.");
  }

  private static boolean isOwned(Fact.@Nullable Name name) {
    return name != null && name.owned();
  }

  private static Outcome.@Nullable Refused membership(
      LogEvent event, RoomBody.MemberChanged change, Judge.Before before, boolean moderates) {
    String room = event.room();
    Fact.Room about = before.room(room);
    RoomRole actorRole = before.role(room, event.actor().key());
    RoomRole was = before.role(room, change.key());
    if (about != null && about.direct() != null) {
      boolean returns = about.direct().contains(change.key()) && change.role() == RoomRole.MEMBER;
      return returns && !was.isMember()
          ? null
          : new Outcome.Refused(ErrorCode.FORBIDDEN, "A conversation of two stays with these two.");
    }
    boolean comesIn = change.role().isMember() && !was.isMember();
    if (comesIn && !isOwned(before.name(change.key()))) {
      // Else whoever takes the name later would have what somebody else was given.
      return new Outcome.Refused(
          ErrorCode.NOT_FOUND, "Nobody owns that name: a member of a room has to.");
    }
    if (event.actor().key().equals(change.key()) && !event.actor().guest()) {
      return ofOneself(room, change, was, before);
    }
    boolean isOwner =
        actorRole == RoomRole.OWNER
            || (!RoomName.isPrivate(room) && Judge.isAdministrator(event.actor(), before));
    if (isOwner) {
      return null;
    }
    if (!moderates) {
      return notModerator();
    }
    boolean touchesEqual = was.moderates() || change.role().moderates();
    return touchesEqual
        ? new Outcome.Refused(
            ErrorCode.FORBIDDEN, "Only an owner of the room decides about owners and moderators.")
        : null;
  }

  /** Coming in was checked by whoever knows the passphrase; going out is everyone's right. */
  private static Outcome.@Nullable Refused ofOneself(
      String room, RoomBody.MemberChanged change, RoomRole was, Judge.Before before) {
    if (change.role() == RoomRole.MEMBER && was == RoomRole.NONE) {
      return null;
    }
    boolean goesDown =
        change.role().isMember() ? was.compareTo(change.role()) <= 0 : was.isMember();
    if (!goesDown || change.role() == RoomRole.BANNED) {
      return new Outcome.Refused(
          ErrorCode.FORBIDDEN, "Nobody gives themselves another role in a room.");
    }
    List<Fact.Member> others =
        before.members(room).stream()
            .filter(member -> member.role().isMember() && !member.nameKey().equals(change.key()))
            .toList();
    boolean leavesItWithoutOwner =
        was == RoomRole.OWNER
            && change.role() != RoomRole.OWNER
            && !others.isEmpty()
            && others.stream().noneMatch(member -> member.role() == RoomRole.OWNER);
    return leavesItWithoutOwner && RoomName.isPrivate(room)
        ? new Outcome.Refused(
            ErrorCode.FORBIDDEN, "You are the room's only owner: make somebody else one first.")
        : null;
  }

  private static Outcome.@Nullable Refused deletion(
      LogEvent event, RoomBody.MessageDeleted deletion, Judge.Before before, boolean moderates) {
    Judge.Written written = before.written(deletion.messageId());
    if (written == null || !written.room().equals(event.room())) {
      return new Outcome.Refused(ErrorCode.MESSAGE_UNKNOWN, "There is no such message.");
    }
    boolean isAuthor =
        !event.actor().guest()
            && !written.guest()
            && written.authorKey().equals(event.actor().key());
    return isAuthor || moderates ? null : notModerator();
  }

  private static Outcome.Refused notModerator() {
    return new Outcome.Refused(ErrorCode.FORBIDDEN, "That is for those who moderate the room.");
  }
}
