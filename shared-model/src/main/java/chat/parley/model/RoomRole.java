package chat.parley.model;

import java.util.Locale;

/** What a person is to a room. */
public enum RoomRole {
  /** Does everything, and makes others owners. */
  OWNER,
  /** Lets people in, removes and bans members, deletes messages. */
  MODERATOR,
  /** Reads and writes. */
  MEMBER,
  /** Nothing, as everyone who never was in it. */
  NONE,
  /** Kept out until it is taken back. */
  BANNED;

  /** Whether it reads and writes where only members do. */
  public boolean isMember() {
    return this == OWNER || this == MODERATOR || this == MEMBER;
  }

  /** Whether it may take away what others wrote, and let people in. */
  public boolean moderates() {
    return this == OWNER || this == MODERATOR;
  }

  /** As it stands on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what stands on the wire.
   *
   * @throws Refusal {@code malformed} with the field {@code role}
   */
  public static RoomRole of(String wire) {
    for (RoomRole role : values()) {
      if (role.wire().equals(wire)) {
        return role;
      }
    }
    throw new Refusal(ErrorCode.MALFORMED, "A role is owner, moderator, member or banned.", "role");
  }
}
