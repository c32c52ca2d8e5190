package chat.parley.model;

/**
 * Who did something: the name as it is shown, the key it is compared by with the version of the
 * rules that made the key, and whether it is a guest, someone who does not own that name.
 */
public record Actor(String name, String key, int keyVersion, boolean guest) {
  /**
   * Whoever runs the server, by the token that is in its data folder; nobody can have that name.
   */
  public static final Actor SERVER_OWNER =
      new Actor("~owner", "~owner", SenderName.KEY_VERSION, false);

  public static Actor guest(SenderName name) {
    return new Actor(name.value(), name.key(), SenderName.KEY_VERSION, true);
  }

  /** Someone who owns that name. */
  public static Actor owner(SenderName name) {
    return new Actor(name.value(), name.key(), SenderName.KEY_VERSION, false);
  }
}
