package chat.parley.desktop.replica;

import chat.parley.desktop.replica.UnusableReplicaException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The replica's file, held by a lock so that no other Parley writes it. One that cannot be read is
 * moved aside under a name with the time; one that is another program's or newer is left alone.
 *
 * @param tokens those in it, by server
 * @param movedAside where a damaged one was put, null if there was none
 */
record ReplicaFile(
    Statements statements, Map<String, Token> tokens, FileChannel lock, @Nullable Path movedAside)
    implements AutoCloseable {
  private static final byte[] SQLITE_MAGIC =
      "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  // The header as section 1.3 of the SQLite file format lays it out.
  private static final int HEADER_BYTES = 100;
  private static final int USER_VERSION_OFFSET = 60;
  private static final int APPLICATION_ID_OFFSET = 68;
  private static final int PAGES_MAX = 2 * 1024 * 1024; // of 4 KiB each: whatever a server sends
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final long CHECKED_AT_START_MAX_BYTES = 64L * 1024 * 1024;
  private static final DateTimeFormatter IN_A_FILE_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  static ReplicaFile open(Path given, Instant now) throws UnusableReplicaException {
    Path file = given.toAbsolutePath().normalize();
    FileChannel lock = lock(file);
    try {
      Path movedAside = isReadable(file) ? null : moveAside(file, now);
      Statements statements = connect(file);
      return new ReplicaFile(statements, Servers.tokens(statements), lock, movedAside);
    } catch (IOException | SQLException e) {
      close(lock, e);
      throw new UnusableReplicaException(
          Reason.NO_ACCESS, "The file " + file + " cannot be used: " + e.getMessage() + ".", e);
    } catch (UnusableReplicaException e) {
      close(lock, e);
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws UnusableReplicaException {
    Path folder = Objects.requireNonNull(file.getParent(), "a file, not a root");
    try {
      createPrivate(folder);
      FileChannel channel =
          FileChannel.open(
              file.resolveSibling(file.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new UnusableReplicaException(
            Reason.IN_USE, "Parley is open already: " + file + " is in use.");
      }
      return channel;
    } catch (IOException e) {
      throw new UnusableReplicaException(
          Reason.NO_ACCESS, "The folder " + folder + " cannot be written: " + e + ".", e);
    }
  }

  /** What is said in rooms is not for this computer's other users. */
  private static void createPrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)
        && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process holds it
    }
  }

  /** Whether the file is new or sound; what is sound but not for us to use is refused. */
  private static boolean isReadable(Path file) throws IOException, UnusableReplicaException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return true;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int read = 0;
      while (header.hasRemaining() && read >= 0) {
        read = channel.read(header);
      }
    }
    header.flip();
    if (header.remaining() < HEADER_BYTES
        || !header.slice(0, SQLITE_MAGIC.length).equals(ByteBuffer.wrap(SQLITE_MAGIC))) {
      return false;
    }
    if (header.getInt(APPLICATION_ID_OFFSET) != Layout.APPLICATION_ID) {
      throw new UnusableReplicaException(
          Reason.FOREIGN,
          "The file " + file + " belongs to another program. Nothing was changed; move it away.");
    }
    checkVersion(file, header.getInt(USER_VERSION_OFFSET));
    return isSound(file);
  }

  private static void checkVersion(Path file, int version) throws UnusableReplicaException {
    if (version > Layout.current()) {
      throw new UnusableReplicaException(
          Reason.NEWER,
          "The file "
              + file
              + " was written by a newer Parley (layout "
              + version
              + "; this one knows up to "
              + Layout.current()
              + "). Nothing was changed. Use the newer version.");
    }
  }

  private static boolean isSound(Path file) throws UnusableReplicaException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    try (Statements statements = new Statements(config.createConnection("jdbc:sqlite:" + file))) {
      checkVersion(file, Layout.version(statements));
      // A large file is not read whole at each start; reading it later finds what is broken.
      boolean small = file.toFile().length() <= CHECKED_AT_START_MAX_BYTES;
      return "ok"
          .equals(
              statements.one(
                  small ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_schema",
                  row -> row.getString(1)));
    } catch (SQLException e) {
      if (DiskTrouble.isDamage(e)) {
        return false;
      }
      throw new UnusableReplicaException(
          Reason.NO_ACCESS, "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** The file and what belongs to it, under a name that nothing has yet. */
  private static Path moveAside(Path file, Instant now) throws IOException {
    String name = file.getFileName() + ".damaged-" + IN_A_FILE_NAME.format(now);
    for (String part : List.of("-wal", "-shm", "")) {
      Path from = file.resolveSibling(file.getFileName() + part);
      if (Files.exists(from)) {
        Files.move(from, file.resolveSibling(name + part));
      }
    }
    return file.resolveSibling(name);
  }

  /**
   * It holds what lets one in at servers: not for this computer's other users, whatever rights its
   * folder has. What SQLite puts beside it gets the same rights.
   */
  private static void makePrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      for (String part : List.of("", "-wal", "-shm")) {
        Path one = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(one)) {
          Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
  }

  private static Statements connect(Path file) throws IOException, SQLException {
    makePrivate(file);
    SQLiteConfig config = config();
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    Statements statements = new Statements(config.createConnection("jdbc:sqlite:" + file));
    // Laid out before it is switched to a write-ahead log, so that the file itself says at once
    // whose it is.
    Layout.bringUpToDate(statements);
    statements.execute("PRAGMA journal_mode = WAL");
    statements.execute("PRAGMA secure_delete = ON"); // what is deleted is overwritten
    statements.execute("PRAGMA wal_autocheckpoint = 0"); // the writer checkpoints by itself
    statements.execute("PRAGMA max_page_count = " + PAGES_MAX);
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
      // There a plain fsync leaves the data in the drive's cache.
      statements.execute("PRAGMA fullfsync = ON");
      statements.execute("PRAGMA checkpoint_fullfsync = ON");
    }
    return statements;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config;
  }

  private static void close(FileChannel lock, Exception because) {
    try {
      lock.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    try (lock) {
      statements.close();
    }
  }
}
