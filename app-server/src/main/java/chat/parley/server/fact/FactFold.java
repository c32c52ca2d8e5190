package chat.parley.server.fact;

import chat.parley.model.Actor;
import chat.parley.model.EventBody;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.RoomRole;
import chat.parley.model.Timestamp;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pure step from an event that counts to the facts that it changes. It reads no clock and no
 * random numbers: whoever folds the same events has the same facts.
 */
public final class FactFold {
  private FactFold() {}

  /** What an event is, as far as facts follow from it. */
  public record Happened(String room, Actor actor, Timestamp time, EventBody body) {
    /** What happened where an event counts; null where it was refused. */
    public static @Nullable Happened of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Accepted(RoomEvent event) ->
            new Happened(event.room(), event.actor(), event.time(), event.body());
        case Outcome.Noted(LogEvent event) ->
            new Happened(event.room(), event.actor(), event.time(), event.body());
        case Outcome.Refused _ -> null;
      };
    }
  }

  /** The facts that an accepted event changes, given those before it. */
  public static List<FactChange> changes(Happened event, Facts before) {
    return switch (event.body()) {
      case RoomBody body -> ofRoom(event, body, before);
      case ServerBody body -> ofServer(event, body, before);
      default -> throw new IllegalArgumentException("No facts are known of " + event.body().type());
    };
  }

  private static List<FactChange> ofRoom(Happened event, RoomBody body, Facts before) {
    return switch (body) {
      case RoomBody.RoomCreated created -> created(event, created, before);
      case RoomBody.RoomChanged changed ->
          List.of(
              FactChange.to(known(before, event.room()).with(changed.title(), changed.topic())));
      case RoomBody.MemberChanged member -> List.of(member(event.room(), member));
      case RoomBody.MessagePosted _, RoomBody.MessageDeleted _, RoomBody.Erased _ -> List.of();
    };
  }

  private static List<FactChange> created(
      Happened event, RoomBody.RoomCreated created, Facts before) {
    List<FactChange> changes = new ArrayList<>();
    if (!created.equals(RoomBody.RoomCreated.PLAIN)) {
      changes.add(
          FactChange.to(
              new Fact.Room(
                  event.room(), created.title(), created.topic(), created.direct(), null)));
    }
    List<String> direct = created.direct();
    Actor actor = event.actor();
    if (direct != null) {
      changes.add(FactChange.to(new Fact.Direct(Fact.Direct.keyOf(direct), event.room())));
      for (String key : direct) { // both are in it from the first moment
        Fact.Name name = named(before, key);
        changes.add(
            FactChange.to(new Fact.Member(event.room(), key, name.name(), RoomRole.MEMBER)));
      }
    } else if (!actor.guest() && !actor.equals(Actor.SERVER_OWNER)) {
      changes.add(
          FactChange.to(new Fact.Member(event.room(), actor.key(), actor.name(), RoomRole.OWNER)));
    }
    return changes;
  }

  private static FactChange member(String room, RoomBody.MemberChanged member) {
    return member.role() == RoomRole.NONE
        ? FactChange.gone(Fact.Kind.MEMBER, Fact.Member.keyOf(room, member.key()))
        : FactChange.to(new Fact.Member(room, member.key(), member.name(), member.role()));
  }

  private static List<FactChange> ofServer(Happened event, ServerBody body, Facts before) {
    Actor actor = event.actor();
    long time = event.time().millis();
    return switch (body) {
      case ServerBody.NameClaimed claimed -> claimed(event, claimed, before);
      case ServerBody.TokenIssued issued ->
          List.of(FactChange.to(new Fact.Token(issued.token(), actor.key(), issued.expires())));
      case ServerBody.TokenRevoked revoked ->
          List.of(FactChange.gone(Fact.Kind.TOKEN, revoked.token()));
      case ServerBody.PasswordSet set -> passwordSet(set, before);
      case ServerBody.AdministratorSet set ->
          List.of(FactChange.to(named(before, set.key()).asAdministrator(set.administrator())));
      case ServerBody.InviteMade made ->
          List.of(
              FactChange.to(
                  new Fact.Invite(
                      made.invite(),
                      made.uses(),
                      made.uses(),
                      time,
                      made.expires(),
                      actor.name(),
                      made.note())));
      case ServerBody.InviteEnded ended ->
          List.of(FactChange.gone(Fact.Kind.INVITE, ended.invite()));
      case ServerBody.NameBanned ban -> List.of(nameBanned(ban, before));
      case ServerBody.AddressBanned ban ->
          List.of(
              ban.banned()
                  ? FactChange.to(new Fact.Address(ban.address(), time, actor.name(), ban.reason()))
                  : FactChange.gone(Fact.Kind.ADDRESS, ban.address()));
      case ServerBody.PassphraseSet set ->
          List.of(FactChange.to(known(before, set.room()).withPassphrase(set.passphrase())));
    };
  }

  private static List<FactChange> claimed(
      Happened event, ServerBody.NameClaimed claimed, Facts before) {
    Actor actor = event.actor();
    List<FactChange> changes = new ArrayList<>();
    changes.add(
        FactChange.to(
            new Fact.Name(
                actor.key(),
                actor.name(),
                true,
                claimed.administrator(),
                false,
                claimed.password(),
                event.time().millis())));
    changes.add(
        FactChange.to(new Fact.Token(claimed.token(), actor.key(), claimed.tokenExpires())));
    String invite = claimed.invite();
    Fact.Invite used = invite == null ? null : before.invite(invite);
    if (used != null) {
      changes.add(FactChange.to(used.usedOnce()));
    }
    return changes;
  }

  private static List<FactChange> passwordSet(ServerBody.PasswordSet set, Facts before) {
    List<FactChange> changes = new ArrayList<>();
    changes.add(FactChange.to(named(before, set.key()).withPassword(set.password())));
    for (String token : before.tokens(set.key())) {
      if (!token.equals(set.keep())) {
        changes.add(FactChange.gone(Fact.Kind.TOKEN, token));
      }
    }
    return changes;
  }

  private static FactChange nameBanned(ServerBody.NameBanned ban, Facts before) {
    Fact.Name known = before.name(ban.key());
    if (known != null && (known.owned() || ban.banned())) {
      return FactChange.to(known.asBanned(ban.banned()));
    }
    return ban.banned()
        ? FactChange.to(new Fact.Name(ban.key(), ban.name(), false, false, true, null, 0))
        : FactChange.gone(Fact.Kind.NAME, ban.key());
  }

  private static Fact.Name named(Facts before, String key) {
    return orFail(before.name(key), "name");
  }

  private static Fact.Room known(Facts before, String room) {
    Fact.Room known = before.room(room);
    return known == null ? new Fact.Room(room, null, null, null, null) : known;
  }

  private static <T> T orFail(@Nullable T fact, String what) {
    if (fact == null) {
      throw new IllegalArgumentException("An accepted event is about a " + what + " nobody has");
    }
    return fact;
  }
}
