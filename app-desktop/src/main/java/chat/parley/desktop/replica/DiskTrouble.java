package chat.parley.desktop.replica;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What a failure of SQLite means, by its result code (sqlite.org/rescode.html). */
final class DiskTrouble {
  private static final int PRIMARY_CODE_MASK = 0xFF;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  // The file behind the write-ahead log's index could not grow: there, a full disk shows itself as
  // this.
  private static final int IO_ERROR_SHARED_MEMORY_SIZE = IO_ERROR | (19 << 8);

  private DiskTrouble() {}

  /** Whether the file itself is broken. */
  static boolean isDamage(SQLException e) {
    int code = code(e) & PRIMARY_CODE_MASK;
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  /** Whether the disk only is full: nothing was written, and there may be room again later. */
  static boolean isFull(SQLException e) {
    return (code(e) & PRIMARY_CODE_MASK) == FULL || code(e) == IO_ERROR_SHARED_MEMORY_SIZE;
  }

  /** What the caller is told; a failure that is not the disk's is a defect of ours. */
  static RuntimeException of(SQLException e) {
    if (isFull(e)) {
      return new ReplicaException(
          ReplicaException.Kind.DISK_FULL, "This computer's disk is full; this was not kept.", e);
    }
    return switch (code(e) & PRIMARY_CODE_MASK) {
      case BUSY, LOCKED ->
          new ReplicaException(
              ReplicaException.Kind.BUSY,
              "Another program keeps Parley's file busy; this was not kept.",
              e);
      case READ_ONLY, IO_ERROR, CORRUPT, NOT_A_DATABASE, CANNOT_OPEN ->
          new ReplicaException(
              ReplicaException.Kind.DISK_FAILED,
              "This computer's disk failed (" + e.getMessage() + "). Start Parley again.",
              e);
      default -> new IllegalStateException("The replica was used wrongly", e);
    };
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
  }
}
