package chat.parley.desktop.replica;

/**
 * What shows a server that a name is this person's. It is a secret: it goes into a request's header
 * and into this computer's file, and nowhere else.
 *
 * @param name the name that it stands for, as the server writes it; what is sent is sent under it
 * @param secret what is sent along
 * @param administrator whether that name runs the server's chat
 */
public record Token(String name, String secret, boolean administrator) {
  /** Without the secret: this is what comes into logs. */
  @Override
  public String toString() {
    return "Token[name=" + name + ", administrator=" + administrator + "]";
  }
}
