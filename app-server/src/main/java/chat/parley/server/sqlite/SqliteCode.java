package chat.parley.server.sqlite;

/** The result codes of SQLite (sqlite.org/rescode.html) that decide what happens next. */
final class SqliteCode {
  static final int BUSY = 5;
  static final int READ_ONLY = 8;
  static final int IO_ERROR = 10;
  static final int CORRUPT = 11;
  static final int FULL = 13;
  static final int CANNOT_OPEN = 14;
  static final int NOT_A_DATABASE = 26;

  /**
   * The file behind the write-ahead log's index could not grow: there, a full disk shows itself as
   * this.
   */
  static final int IO_ERROR_SHARED_MEMORY_SIZE = IO_ERROR | (19 << 8);

  private SqliteCode() {}
}
