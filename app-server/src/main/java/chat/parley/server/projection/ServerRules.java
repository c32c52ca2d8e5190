package chat.parley.server.projection;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.RoomRole;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import org.jspecify.annotations.Nullable;

/** Who may do what on the server as a whole. */
final class ServerRules {
  private ServerRules() {}

  /** Why an event of the server does not count; null where it does. */
  static Outcome.@Nullable Refused refusal(LogEvent event, ServerBody body, Judge.Before before) {
    if (body instanceof ServerBody.NameClaimed claimed) {
      return claim(event, claimed, before);
    }
    Actor actor = event.actor();
    Outcome.Refused refused = Judge.actorRefusal(actor, before);
    if (refused != null) {
      return refused;
    }
    boolean allowed =
        switch (body) {
          case ServerBody.NameClaimed _ -> true;
          case ServerBody.TokenIssued _ -> !actor.guest() && !actor.equals(Actor.SERVER_OWNER);
          case ServerBody.TokenRevoked revoked -> isOf(before.token(revoked.token()), actor);
          case ServerBody.PasswordSet set ->
              isOwned(before.name(set.key()))
                  && ((!actor.guest() && actor.key().equals(set.key()))
                      || Judge.isAdministrator(actor, before));
          case ServerBody.AdministratorSet set ->
              isOwned(before.name(set.key())) && Judge.isAdministrator(actor, before);
          case ServerBody.PassphraseSet set ->
              before.role(set.room(), actor.key()) == RoomRole.OWNER && !isDirect(before, set);
          case ServerBody.InviteMade _,
              ServerBody.InviteEnded _,
              ServerBody.NameBanned _,
              ServerBody.AddressBanned _ ->
              Judge.isAdministrator(actor, before);
        };
    return allowed
        ? null
        : new Outcome.Refused(ErrorCode.FORBIDDEN, "That is not for you to do on this server.");
  }

  private static Outcome.@Nullable Refused claim(
      LogEvent event, ServerBody.NameClaimed claimed, Judge.Before before) {
    Fact.Name name = before.name(event.actor().key());
    if (name != null && name.banned()) {
      return new Outcome.Refused(ErrorCode.BANNED, "That name was banned from this server.");
    }
    if (name != null && name.owned()) {
      return Judge.nameTaken();
    }
    String hash = claimed.invite();
    if (hash == null) {
      return null;
    }
    Fact.Invite invite = before.invite(hash);
    boolean valid =
        invite != null && invite.left() > 0 && event.time().millis() <= invite.expires();
    return valid
        ? null
        : new Outcome.Refused(
            ErrorCode.FORBIDDEN, "This invite does not count, or not any more. Ask for a new one.");
  }

  private static boolean isOf(Fact.@Nullable Token token, Actor actor) {
    return token != null && !actor.guest() && token.nameKey().equals(actor.key());
  }

  private static boolean isOwned(Fact.@Nullable Name name) {
    return name != null && name.owned();
  }

  private static boolean isDirect(Judge.Before before, ServerBody.PassphraseSet set) {
    Fact.Room room = before.room(set.room());
    return room != null && room.direct() != null;
  }
}
