package chat.parley.server.fact;

import chat.parley.model.RoomRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is so at one moment. */
public interface Facts {
  /** The fact of that kind with that key, or null if there is none. */
  @Nullable Fact get(Fact.Kind kind, String key);

  /** All who are something to a room, in the order of their keys. */
  List<Fact.Member> members(String room);

  /** The hashes of a name's tokens. */
  List<String> tokens(String nameKey);

  default Fact.@Nullable Name name(String key) {
    return (Fact.Name) get(Fact.Kind.NAME, key);
  }

  default Fact.@Nullable Token token(String hash) {
    return (Fact.Token) get(Fact.Kind.TOKEN, hash);
  }

  default Fact.@Nullable Invite invite(String hash) {
    return (Fact.Invite) get(Fact.Kind.INVITE, hash);
  }

  default Fact.@Nullable Address address(String address) {
    return (Fact.Address) get(Fact.Kind.ADDRESS, address);
  }

  default Fact.@Nullable Room room(String room) {
    return (Fact.Room) get(Fact.Kind.ROOM, room);
  }

  default Fact.@Nullable Direct direct(List<String> sortedKeys) {
    return (Fact.Direct) get(Fact.Kind.DIRECT, Fact.Direct.keyOf(sortedKeys));
  }

  /** What somebody is to a room. */
  default RoomRole role(String room, String nameKey) {
    Fact.Member member = (Fact.Member) get(Fact.Kind.MEMBER, Fact.Member.keyOf(room, nameKey));
    return member == null ? RoomRole.NONE : member.role();
  }
}
