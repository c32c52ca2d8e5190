package chat.parley.model;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a room is known by: the name of a public room, trimmed and in normal form C, or the id of a
 * private one, {@code ~} and 26 characters of Base32 that nobody can guess.
 */
public record RoomName(String value) {
  public static final RoomName GENERAL = new RoomName("general");

  private static final char PRIVATE = '~';
  private static final int PRIVATE_CHARS = 26; // of 5 bits each: 130 random bits
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern PRIVATE_ID = Pattern.compile("~[a-z2-7]{26}");

  /** Whether a room of that name or id is one that only its members know of. */
  public static boolean isPrivate(String room) {
    return !room.isEmpty() && room.charAt(0) == PRIVATE;
  }

  /** Whether it is one that only its members know of. */
  public boolean isPrivate() {
    return isPrivate(value);
  }

  /** An id for a new private room. */
  public static RoomName newPrivate(RandomGenerator random) {
    StringBuilder id = new StringBuilder().append(PRIVATE);
    for (int i = 0; i < PRIVATE_CHARS; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return new RoomName(id.toString());
  }

  /**
   * Checks and normalises a public room's name; a private room's id is taken as it is.
   *
   * @throws Refusal {@code room_name_invalid} with the field {@code room}
   */
  public static RoomName of(String raw) {
    if (isPrivate(raw) && PRIVATE_ID.matcher(raw).matches()) {
      return new RoomName(raw);
    }
    String name = Names.normalised(raw, ErrorCode.ROOM_NAME_INVALID, "room");
    Names.checkLength(name, Limits.ROOM_MAX_CODE_POINTS, ErrorCode.ROOM_NAME_INVALID, "room");
    Names.checkStart(name, ErrorCode.ROOM_NAME_INVALID, "room");
    int other = Names.first(name, c -> !isAllowed(c));
    if (other != Names.NONE) {
      throw new Refusal(
          ErrorCode.ROOM_NAME_INVALID,
          "A room's name has letters, digits, '-', '_' and '.' only; this one has "
              + (Names.isForbidden(other) || Character.isSpaceChar(other)
                  ? Names.shown(other)
                  : "'" + Character.toString(other) + "'")
              + ".",
          "room");
    }
    return new RoomName(name);
  }

  private static boolean isAllowed(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // Marks are part of the letters before them in many scripts, Hindi and Thai among them.
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(codePoint) || "-_.".indexOf(codePoint) >= 0;
    };
  }
}
