package chat.parley.model;

/** The name of a public room, trimmed and in normal form C; made only by {@link #of}. */
public record RoomName(String value) {
  public static final RoomName GENERAL = new RoomName("general");

  /**
   * Checks and normalises a room's name.
   *
   * @throws Refusal {@code room_name_invalid} with the field {@code room}
   */
  public static RoomName of(String raw) {
    String name = Names.normalised(raw, ErrorCode.ROOM_NAME_INVALID, "room");
    Names.checkLength(name, Limits.ROOM_MAX_CODE_POINTS, ErrorCode.ROOM_NAME_INVALID, "room");
    Names.checkStart(name, ErrorCode.ROOM_NAME_INVALID, "room");
    name.codePoints()
        .filter(c -> !isAllowed(c))
        .findFirst()
        .ifPresent(c -> {
          throw new Refusal(
              ErrorCode.ROOM_NAME_INVALID,
              "A room's name has letters, digits, '-', '_' and '.' only; this one has "
                  + (Names.isForbidden(c) || Character.isSpaceChar(c)
                      ? Names.shown(c)
                      : "'" + Character.toString(c) + "'")
                  + ".",
              "room");
        });
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
