package chat.parley.desktop.sync;

import chat.parley.desktop.replica.RoomFacts;
import chat.parley.model.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about people, rooms and invitations, field for field as the protocol has it. Who has
 * a secret in it does not tell it in words.
 */
sealed interface Wire {
  /** JSON may lack what the protocol promises; the rest of the app need not know that. */
  boolean isWhole();

  /** How a name is claimed, or proved to be one's own. */
  record Claim(String name, @Nullable String password, @Nullable String invite) {
    @Override
    public String toString() {
      return "Claim[name=" + name + "]";
    }
  }

  /** The server's word that a name is the asker's. */
  record Granted(String name, String token, boolean administrator) implements Wire {
    private static final int TOKEN_MAX_CHARS = 200;

    @Override
    public boolean isWhole() {
      return name != null
          && !name.isEmpty()
          && token != null
          && !token.isEmpty()
          && token.length() <= TOKEN_MAX_CHARS
          && token.chars().allMatch(c -> c > ' ' && c < 0x7f); // it goes into a header
    }

    @Override
    public String toString() {
      return "Granted[name=" + name + "]";
    }
  }

  /** A password to be set; the old one where there is one. */
  record NewPassword(String password, @Nullable String old) {
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  /** Who is let in. */
  record Access(String access, @Nullable Boolean signUp) implements Wire {
    @Override
    public boolean isWhole() {
      return access != null;
    }
  }

  /** It is done. */
  record Done(String status) implements Wire {
    @Override
    public boolean isWhole() {
      return status != null;
    }
  }

  /** The rooms that the asker may see. */
  record RoomList(List<RoomFacts> rooms, String status) implements Wire {
    @Override
    public boolean isWhole() {
      return rooms != null && rooms.stream().allMatch(Wire::isRoom);
    }
  }

  /** One room. */
  record OneRoom(RoomFacts room) implements Wire {
    @Override
    public boolean isWhole() {
      return isRoom(room);
    }
  }

  private static boolean isRoom(@Nullable RoomFacts room) {
    return room != null && Judgement.isName(room.room()) && room.lastActivity() != null;
  }

  /** One of a room's members. */
  record Member(String name, String role) {}

  /** A room's members. */
  record Members(List<Member> members) implements Wire {
    @Override
    public boolean isWhole() {
      return members != null
          && members.stream()
              .allMatch(member ->
                  member != null && Judgement.isName(member.name()) && member.role() != null);
    }
  }

  /** An invitation that was just made; the code is shown only now. */
  record Invited(String invite, String id, int left, @Nullable Timestamp expires) implements Wire {
    @Override
    public boolean isWhole() {
      return invite != null && id != null;
    }

    @Override
    public String toString() {
      return "Invited[id=" + id + "]";
    }
  }

  /** An invitation as the list has it. */
  record Invite(String id, int left, @Nullable Timestamp expires) {}

  /** The invitations that are still good. */
  record Invites(List<Invite> invites) implements Wire {
    @Override
    public boolean isWhole() {
      return invites != null
          && invites.stream().allMatch(invite -> invite != null && invite.id() != null);
    }
  }
}
