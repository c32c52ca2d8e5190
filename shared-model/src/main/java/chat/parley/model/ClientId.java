package chat.parley.model;

/**
 * Who is polling, as the client calls itself: 1 to 128 visible ASCII characters. It is a label, not
 * a secret.
 */
public record ClientId(String value) {
  /**
   * Checks a client id.
   *
   * @throws Refusal {@code out_of_range} or {@code malformed} with the field {@code client_id}
   */
  public static ClientId of(String raw) {
    if (raw.length() > Limits.CLIENT_ID_MAX_CHARS) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "A client id has 1 to "
              + Limits.CLIENT_ID_MAX_CHARS
              + " characters, not "
              + raw.length()
              + ".",
          "client_id");
    }
    if (raw.isEmpty() || raw.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new Refusal(
          ErrorCode.MALFORMED,
          "A client id has visible ASCII characters only, and no spaces.",
          "client_id");
    }
    return new ClientId(raw);
  }
}
