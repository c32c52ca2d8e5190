package chat.parley.server.doctor;

import chat.parley.model.Timestamp;
import chat.parley.server.file.ByteCount;
import chat.parley.server.file.FileFailure;
import chat.parley.server.log.BackupMark;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.ReadOnlyDatabase;
import chat.parley.server.sqlite.Session;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database and the disk it is on.
 *
 * @param newest the time of the newest event; null where there is none or it cannot be read
 */
record DataLook(Finding disk, Finding database, @Nullable Timestamp newest) {
  private static final String DISK = "disk";
  private static final String DATABASE = "database";
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long FREE_LOW_BYTES = 1024 * MEBIBYTE;
  private static final long FREE_LEAST_BYTES = 64 * MEBIBYTE;
  private static final long READ_WHOLE_MAX_BYTES = 256 * MEBIBYTE;

  static DataLook at(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    Path database = DataFolder.database(folder);
    Finding disk = disk(folder, database);
    if (!Files.exists(database)) {
      return new DataLook(
          disk, Finding.ok(DATABASE, "There is no data yet in " + folder + "."), null);
    }
    try {
      boolean inUse = DataFolder.isInUse(folder);
      try (ReadOnlyDatabase opened =
          inUse || hasLog(database)
              ? ReadOnlyDatabase.open(database)
              : ReadOnlyDatabase.openUnshared(database)) {
        return at(disk, database, inUse, opened);
      }
    } catch (UnusableDataException | IOException e) {
      return new DataLook(disk, Finding.bad(DATABASE, String.valueOf(e.getMessage())), null);
    }
  }

  private record Read(long messages, long layout, @Nullable Timestamp newest, boolean backup) {
    static Read of(Session session) throws SQLException {
      Long messages = session.one("SELECT count(*) FROM messages", row -> row.getLong(1));
      Long layout = session.one("PRAGMA user_version", row -> row.getLong(1));
      return new Read(
          messages == null ? 0 : messages,
          layout == null ? 0 : layout,
          session.one(
              "SELECT time FROM log ORDER BY seq DESC LIMIT 1",
              row -> new Timestamp(row.getLong(1))),
          BackupMark.of(session) != null);
    }
  }

  private static DataLook at(Finding disk, Path file, boolean inUse, ReadOnlyDatabase database)
      throws UnusableDataException, IOException {
    long bytes = Files.size(file);
    boolean whole = bytes <= READ_WHOLE_MAX_BYTES;
    String fault = whole ? database.fault() : null;
    if (fault != null) {
      return new DataLook(
          disk,
          Finding.bad(DATABASE, file + " is damaged (" + fault + "). Restore a backup."),
          null);
    }
    Read read = database.read(Read::of);
    String sentence =
        file
            + ", layout "
            + read.layout()
            + ", "
            + ByteCount.inWords(bytes)
            + ", %,d messages; ".formatted(read.messages())
            + (inUse ? "a running server uses it; " : "no server uses it; ")
            + (whole
                ? "SQLite finds nothing wrong. verify checks the messages themselves."
                : "too large to be read now: verify does it.")
            + (read.backup() ? " It is a backup; the next start makes it a log of its own." : "");
    return new DataLook(disk, Finding.ok(DATABASE, sentence), read.newest());
  }

  /** Whether there is something beside the database that SQLite has to take into account. */
  private static boolean hasLog(Path database) throws IOException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    Path journal = database.resolveSibling(database.getFileName() + "-journal");
    return (Files.exists(log) && Files.size(log) > 0) || Files.exists(journal);
  }

  private static Finding disk(Path folder, Path database) {
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      return Finding.bad(DISK, nearest + " is a file, not a folder. Choose another with --data.");
    }
    if (!Files.isWritable(nearest) || (Files.exists(database) && !Files.isWritable(database))) {
      return Finding.bad(
          DISK,
          (Files.exists(database) ? database : nearest)
              + " cannot be written by "
              + System.getProperty("user.name")
              + ". Make it theirs, or choose another folder with --data.");
    }
    try {
      return disk(nearest, Files.getFileStore(nearest).getUsableSpace());
    } catch (IOException e) {
      return Finding.look(
          DISK, "How much is free at " + nearest + " is not known: " + FileFailure.reason(e) + ".");
    }
  }

  static Finding disk(Path folder, long freeBytes) {
    String sentence = folder + " can be written; " + ByteCount.inWords(freeBytes) + " free.";
    if (freeBytes < FREE_LEAST_BYTES) {
      return Finding.bad(DISK, sentence + " Make room: a full disk refuses messages.");
    }
    return freeBytes < FREE_LOW_BYTES
        ? Finding.look(DISK, sentence + " Make room soon: a full disk refuses messages.")
        : Finding.ok(DISK, sentence);
  }
}
