package chat.parley.server.tls;

import chat.parley.server.file.FileFailure;
import chat.parley.server.file.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** A file in the data folder that is for the server's user alone, where the system has users. */
final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OwnerOnlyFile() {}

  /** Requires that nobody else may read or write it. */
  static void require(Path file) throws UnusableFileException {
    try {
      if (hasRights(file)
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new UnusableFileException(
            "The file "
                + file
                + " may be read by others than its owner, and whoever has read it can pretend to be"
                + " this server. If nobody has: chmod 600 "
                + file);
      }
    } catch (IOException e) {
      throw new UnusableFileException(
          "The file " + file + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
  }

  /** Writes it as a whole, in the place of what was there, and has the disk confirm it. */
  static void write(Path file, String text) throws UnusableFileException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      FileAttribute<?>[] rights =
          hasRights(file)
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      try (FileChannel channel =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          var _ = channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (hasRights(file)) {
        try (FileChannel folder =
            FileChannel.open(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ)) {
          folder.force(true); // the name is in the folder
        }
      }
    } catch (IOException e) {
      throw new UnusableFileException(
          "The file " + file + " cannot be written: " + FileFailure.reason(e) + ".", e);
    }
  }

  private static boolean hasRights(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
