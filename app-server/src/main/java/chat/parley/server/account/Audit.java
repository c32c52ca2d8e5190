package chat.parley.server.account;

import chat.parley.model.RoomBody;
import chat.parley.model.Timestamp;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.ServerBody;
import chat.parley.server.log.LogReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to whom, as the log has it: everything but messages. What happened in private rooms
 * is not told, as administrators are not in them, and of secrets nothing but that there were any.
 */
public final class Audit {
  private final LogReader log;

  public Audit(LogReader log) {
    this.log = log;
  }

  /**
   * Something somebody did.
   *
   * @param seq its place in the log
   * @param about whom or what it was done to
   */
  public record Entry(
      long seq,
      Timestamp time,
      String by,
      String action,
      @Nullable String about,
      @Nullable String room,
      @Nullable String detail) {}

  /** The newest before a place, the newest first, and whether there are more. */
  public record Page(List<Entry> entries, boolean hasMore) {}

  public Page before(long seq, int limit) {
    List<LogEvent> events = log.actionsBefore(seq, limit + 1);
    return new Page(events.stream().limit(limit).map(Audit::entry).toList(), events.size() > limit);
  }

  private record What(String action, @Nullable String about, @Nullable String detail) {}

  private static Entry entry(LogEvent event) {
    What what =
        switch (event.body()) {
          case ServerBody body -> ofServer(event, body);
          case RoomBody body -> ofRoom(body);
          default -> new What(event.body().type(), null, null);
        };
    return new Entry(
        event.seq(),
        event.time(),
        event.actor().name(),
        what.action(),
        what.about(),
        event.room().equals(ServerBody.NO_ROOM) ? null : event.room(),
        what.detail());
  }

  private static What ofServer(LogEvent event, ServerBody body) {
    return switch (body) {
      case ServerBody.NameClaimed claimed ->
          new What(
              "name_claimed",
              event.actor().name(),
              claimed.administrator()
                  ? "as administrator"
                  : claimed.invite() == null ? null : "by invite " + shortened(claimed.invite()));
      case ServerBody.TokenIssued _ -> new What("logged_in", null, null);
      case ServerBody.TokenRevoked _ -> new What("logged_out", null, null);
      case ServerBody.PasswordSet set -> new What("password_set", set.key(), null);
      case ServerBody.AdministratorSet set ->
          new What(
              set.administrator() ? "administrator_made" : "administrator_ended", set.key(), null);
      case ServerBody.InviteMade made ->
          new What("invite_made", shortened(made.invite()), made.uses() + " uses");
      case ServerBody.InviteEnded ended ->
          new What("invite_ended", shortened(ended.invite()), null);
      case ServerBody.NameBanned ban ->
          new What(ban.banned() ? "name_banned" : "name_unbanned", ban.name(), ban.reason());
      case ServerBody.AddressBanned ban ->
          new What(
              ban.banned() ? "address_banned" : "address_unbanned", ban.address(), ban.reason());
      case ServerBody.PassphraseSet _ -> new What("passphrase_set", null, null);
    };
  }

  private static What ofRoom(RoomBody body) {
    return switch (body) {
      case RoomBody.RoomCreated _ -> new What("room_made", null, null);
      case RoomBody.RoomChanged _ -> new What("room_changed", null, null);
      case RoomBody.MemberChanged member ->
          new What("member_set", member.name(), member.role().wire());
      case RoomBody.MessageDeleted deleted ->
          new What("message_deleted", deleted.messageId().toString(), null);
      case RoomBody.MessagePosted _ -> new What("message", null, null);
      case RoomBody.Erased erased -> new What(erased.type(), null, null);
    };
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(16, hash.length()));
  }
}
