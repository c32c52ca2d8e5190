package chat.parley.server.sqlite;

import chat.parley.server.file.WriteFailedException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A database in one file that no server uses: a copy that is being made, or one that is being put
 * back.
 */
public final class DetachedDatabase {
  private DetachedDatabase() {}

  /**
   * Copies one moment of a database page by page, also while a server writes to it; the server does
   * not wait for it.
   *
   * @param target an empty file that is there
   * @param look what is to be read of the moment that is copied
   * @throws UnusableDataException if there is none there, it is not ours or newer, or it cannot be
   *     read
   * @throws WriteFailedException if the copy cannot be written, or the database not read to its end
   */
  public static <T extends @Nullable Object> T copyOf(
      Path database, Path target, Database.Read<T> look)
      throws UnusableDataException, WriteFailedException {
    try (ReadOnlyDatabase source = ReadOnlyDatabase.open(database)) {
      record Copied<T extends @Nullable Object>(T seen, @Nullable SQLException failure) {}
      Copied<T> copied =
          source.read(session -> {
            T seen = look.run(session); // from the first read on, this is the moment
            try {
              session.copyTo(target);
              return new Copied<>(seen, null);
            } catch (SQLException e) {
              return new Copied<>(seen, e);
            }
          });
      if (copied.failure() != null) {
        throw failed("The copy of " + database + " could not be written", copied.failure());
      }
      return copied.seen();
    }
  }

  /**
   * Changes a detached database in one transaction, which is on the disk when this returns, and
   * leaves it as one file.
   *
   * @throws WriteFailedException if it cannot be written; then nothing was changed
   */
  public static <T extends @Nullable Object> T change(Path file, Database.Write<T> work)
      throws WriteFailedException {
    try (Session session = Connections.detached(file)) {
      session.execute("BEGIN IMMEDIATE");
      T result = work.run(session);
      session.execute("COMMIT");
      return result;
    } catch (SQLException e) {
      throw failed("The file " + file + " could not be written", e);
    }
  }

  private static WriteFailedException failed(String what, SQLException cause) {
    return new WriteFailedException(
        what
            + ": "
            + (StorageFailure.isFull(cause) ? "the disk is full" : cause.getMessage())
            + ".",
        cause);
  }
}
