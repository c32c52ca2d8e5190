package chat.parley.server.poll;

import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.server.event.Applied;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose rights some events change, and whether they take texts away.
 *
 * @param nameKeys the keys of names
 * @param addresses addresses that were banned
 */
record Concerned(Set<String> nameKeys, Set<String> addresses, boolean deletions) {
  static Concerned by(Applied.Batch batch) {
    Set<String> names = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    boolean deletions = false;
    for (Applied applied : batch.events()) {
      switch (applied.outcome()) {
        case Outcome.Accepted(RoomEvent event) -> {
          deletions |= event.body() instanceof RoomBody.MessageDeleted;
          switch (event.body()) {
            case RoomBody.MemberChanged member -> names.add(member.key());
            case RoomBody.RoomCreated created -> {
              names.add(event.actor().key());
              names.addAll(created.direct() == null ? List.of() : created.direct());
            }
            case RoomBody.MessagePosted _,
                RoomBody.MessageDeleted _,
                RoomBody.RoomChanged _,
                RoomBody.Erased _ -> {}
          }
        }
        case Outcome.Noted(LogEvent event) -> {
          if (event.body() instanceof ServerBody body) {
            add(event, body, names, addresses);
          }
        }
        case Outcome.Refused _ -> {}
      }
    }
    return new Concerned(names, addresses, deletions);
  }

  private static void add(
      LogEvent event, ServerBody body, Set<String> names, Set<String> addresses) {
    switch (body) {
      case ServerBody.TokenRevoked _ -> names.add(event.actor().key());
      case ServerBody.PasswordSet set -> names.add(set.key());
      case ServerBody.NameBanned ban -> names.add(ban.key());
      case ServerBody.AddressBanned ban -> addresses.add(ban.address());
      case ServerBody.NameClaimed _,
          ServerBody.TokenIssued _,
          ServerBody.AdministratorSet _,
          ServerBody.InviteMade _,
          ServerBody.InviteEnded _,
          ServerBody.PassphraseSet _ -> {}
    }
  }
}
