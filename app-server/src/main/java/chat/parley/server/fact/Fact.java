package chat.parley.server.fact;

import chat.parley.model.Json;
import chat.parley.model.RoomRole;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is so. A fact is found by its kind and its key. Times are in milliseconds since
 * the epoch; secrets are there as hashes only.
 */
public sealed interface Fact {
  /** What facts are about. */
  enum Kind {
    NAME(Name.class),
    TOKEN(Token.class),
    INVITE(Invite.class),
    ADDRESS(Address.class),
    ROOM(Room.class),
    DIRECT(Direct.class),
    MEMBER(Member.class);

    private final Class<? extends Fact> type;

    Kind(Class<? extends Fact> type) {
      this.type = type;
    }

    /** As it is stored. */
    public String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a stored fact of this kind. */
    public Fact read(byte[] value) {
      return Json.read(value, type);
    }
  }

  Kind kind();

  /** By what it is found among those of its kind. */
  String key();

  /** The key of the name it belongs to, where it is looked for by that; else null. */
  default @Nullable String owner() {
    return null;
  }

  /** As it is stored: canonical JSON. */
  default byte[] value() {
    return Json.canonical(Json.fields(this));
  }

  /**
   * A name that has an owner or is banned.
   *
   * @param key as it is compared
   * @param name as it is shown
   * @param owned whether somebody owns it
   * @param password encoded by argon2id, null where there is none
   * @param since when it got its owner
   */
  record Name(
      String key,
      String name,
      boolean owned,
      boolean administrator,
      boolean banned,
      @Nullable String password,
      long since)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.NAME;
    }

    Name asBanned(boolean isBanned) {
      return new Name(key, name, owned, administrator, isBanned, password, since);
    }

    Name asAdministrator(boolean isAdministrator) {
      return new Name(key, name, owned, isAdministrator, banned, password, since);
    }

    Name withPassword(String encoded) {
      return new Name(key, name, owned, administrator, banned, encoded, since);
    }
  }

  /**
   * A token of a name's owner.
   *
   * @param key the hash of the token, in hex
   * @param nameKey whose it is
   */
  record Token(String key, String nameKey, long expires) implements Fact {
    @Override
    public Kind kind() {
      return Kind.TOKEN;
    }

    @Override
    public String owner() {
      return nameKey;
    }
  }

  /**
   * An invite.
   *
   * @param key the hash of the secret, in hex
   * @param left how many more may come in by it
   * @param by the name of who made it
   */
  record Invite(
      String key, int uses, int left, long made, long expires, String by, @Nullable String note)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.INVITE;
    }

    Invite usedOnce() {
      return new Invite(key, uses, left - 1, made, expires, by, note);
    }
  }

  /** An address from which nobody may come. */
  record Address(String key, long since, String by, @Nullable String reason) implements Fact {
    @Override
    public Kind kind() {
      return Kind.ADDRESS;
    }
  }

  /**
   * What a room says of itself.
   *
   * @param key its name or id
   * @param direct the keys of the two whose conversation it is
   * @param passphrase encoded by argon2id, null where there is none
   */
  record Room(
      String key,
      @Nullable String title,
      @Nullable String topic,
      @Nullable List<String> direct,
      @Nullable String passphrase)
      implements Fact {
    @Override
    public Kind kind() {
      return Kind.ROOM;
    }

    Room with(@Nullable String newTitle, @Nullable String newTopic) {
      return new Room(
          key,
          newTitle == null ? title : newTitle,
          newTopic == null ? topic : newTopic.isEmpty() ? null : newTopic,
          direct,
          passphrase);
    }

    Room withPassphrase(@Nullable String encoded) {
      return new Room(key, title, topic, direct, encoded);
    }
  }

  /** The private room of two people. */
  record Direct(String key, String room) implements Fact {
    @Override
    public Kind kind() {
      return Kind.DIRECT;
    }

    /** The key of a pair, whoever of them comes first. */
    public static String keyOf(List<String> sortedKeys) {
      return String.join("/", sortedKeys); // no name has this character
    }
  }

  /**
   * What somebody is to a room, where that is more than nothing.
   *
   * @param name as it is shown
   * @param nameKey as it is compared
   */
  record Member(String room, String nameKey, String name, RoomRole role) implements Fact {
    @Override
    public Kind kind() {
      return Kind.MEMBER;
    }

    @Override
    public String key() {
      return keyOf(room, nameKey);
    }

    /** The key of such a fact. */
    public static String keyOf(String room, String nameKey) {
      return room + "/" + nameKey; // neither has this character
    }
  }
}
