package chat.parley.server.sqlite;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means, by its result code (sqlite.org/rescode.html). */
final class StorageFailure {
  private static final int PRIMARY_CODE_MASK = 0xFF;
  private static final int BUSY = 5;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  // The file behind the write-ahead log's index could not grow: there, a full disk shows itself as
  // this.
  private static final int IO_ERROR_SHARED_MEMORY_SIZE = IO_ERROR | (19 << 8);

  private StorageFailure() {}

  /** Whether the storage failed, and not the work. */
  static boolean is(SQLException e) {
    return switch (code(e) & PRIMARY_CODE_MASK) {
      case IO_ERROR, CORRUPT, FULL, NOT_A_DATABASE, READ_ONLY, CANNOT_OPEN -> true;
      default -> false;
    };
  }

  /** Whether it only is full: nothing was written, and there may be room again later. */
  static boolean isFull(SQLException e) {
    return (code(e) & PRIMARY_CODE_MASK) == FULL || code(e) == IO_ERROR_SHARED_MEMORY_SIZE;
  }

  /** Whether what is in the file is not what SQLite wrote there. */
  static boolean isDamage(SQLException e) {
    int primary = code(e) & PRIMARY_CODE_MASK;
    return primary == CORRUPT || primary == NOT_A_DATABASE;
  }

  /**
   * What the caller is told of a failure that was not the storage's: locked by another program it
   * is busy, not broken.
   */
  static Exception answerTo(Exception cause) {
    return cause instanceof SQLException sql && (code(sql) & PRIMARY_CODE_MASK) == BUSY
        ? new Refusal(
            ErrorCode.OVERLOADED,
            "Another program keeps the server's storage busy; this was not stored.")
        : cause;
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
  }
}
