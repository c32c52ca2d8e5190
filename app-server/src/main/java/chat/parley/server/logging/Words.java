package chat.parley.server.logging;

import java.sql.SQLException;

/**
 * What may be logged of something that was thrown. The words of an exception often quote what was
 * being read, and that may be a message, a name or a cursor. So only those of the database are
 * kept, which quote its own names and never a value; of all others the type and the trace must do.
 */
public final class Words {
  private static final int CAUSES_MAX = 20;

  private Words() {}

  /** Its type, with its words where they may be told. */
  public static String of(Throwable thrown) {
    String type = thrown.getClass().getName();
    return thrown instanceof SQLException ? type + ": " + thrown.getMessage() : type;
  }

  /** The same with its trace and its causes, to be logged in its place. */
  public static Throwable without(Throwable thrown) {
    return without(thrown, CAUSES_MAX);
  }

  private static Throwable without(Throwable thrown, int causesMost) {
    Throwable cause = causesMost == 0 ? null : thrown.getCause();
    Thrown stand = new Thrown(of(thrown), cause == null ? null : without(cause, causesMost - 1));
    stand.setStackTrace(thrown.getStackTrace());
    return stand;
  }
}
