package chat.parley.server.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The first bytes of a database file as the SQLite file format (section 1.3) lays them out, read
 * without opening it as SQLite.
 *
 * @param layout the version of our layout, in its {@code user_version}
 * @param writeAheadLog whether the newest of it may be in a file beside it
 */
public record FileHeader(int applicationId, int layout, boolean writeAheadLog) {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 100;
  private static final int READ_VERSION_OFFSET = 19;
  private static final int USER_VERSION_OFFSET = 60;
  private static final int APPLICATION_ID_OFFSET = 68;
  private static final byte WRITE_AHEAD_LOG = 2;

  /** Reads a file's header; empty if it is not that of a SQLite database. */
  public static Optional<FileHeader> read(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int read = 0;
      while (header.hasRemaining() && read >= 0) {
        read = channel.read(header);
      }
    }
    header.flip();
    if (header.remaining() < BYTES
        || !header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      return Optional.empty();
    }
    return Optional.of(
        new FileHeader(
            header.getInt(APPLICATION_ID_OFFSET),
            header.getInt(USER_VERSION_OFFSET),
            header.get(READ_VERSION_OFFSET) == WRITE_AHEAD_LOG));
  }

  /** Whether it is one of Parley's. */
  public boolean isOurs() {
    return applicationId == Migrations.APPLICATION_ID;
  }

  /** Whether a newer Parley laid it out than this one. */
  public boolean isNewer() {
    return layout > Migrations.current();
  }
}
