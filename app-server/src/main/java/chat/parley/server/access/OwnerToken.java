package chat.parley.server.access;

import chat.parley.server.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * The token of whoever runs the server, in a file of the data folder that its user alone may read.
 * It is no part of the log: a backup does not have it, and a restored server makes a new one.
 */
public final class OwnerToken {
  /** The file's name in the data folder. */
  public static final String FILE = "parley.owner-token";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int FILE_MAX_BYTES = 256;

  private OwnerToken() {}

  /** The file in a data folder. */
  public static Path file(Path folder) {
    return folder.toAbsolutePath().normalize().resolve(FILE);
  }

  /**
   * Reads the token of a folder, which is made first where there is none.
   *
   * @throws UnusableTokenException if it cannot be read or made, or others may read it
   */
  public static String of(Path folder, SecureRandom random) throws UnusableTokenException {
    Path file = file(folder);
    try {
      if (!Files.exists(file)) {
        make(file, Secrets.token(random));
      }
      return read(file);
    } catch (IOException e) {
      throw new UnusableTokenException(
          "The file " + file + " cannot be used: " + FileFailure.reason(e) + ".");
    }
  }

  /**
   * Reads the token of a folder.
   *
   * @throws UnusableTokenException if there is none, it cannot be read, or others may read it
   */
  public static String existing(Path folder) throws UnusableTokenException {
    Path file = file(folder);
    if (!Files.exists(file)) {
      throw new UnusableTokenException(
          "There is no "
              + file
              + ". A server makes it when it starts; say with --data which folder it uses.");
    }
    try {
      return read(file);
    } catch (IOException e) {
      throw new UnusableTokenException(
          "The file " + file + " cannot be read: " + FileFailure.reason(e) + ".");
    }
  }

  private static void make(Path file, String token) throws IOException {
    FileAttribute<?>[] rights =
        hasRights(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
      var _ =
          channel.write(
              java.nio.ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("another program has just made it", e);
    }
  }

  private static String read(Path file) throws IOException, UnusableTokenException {
    if (hasRights(file)) {
      Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER_ONLY);
      if (!others.isEmpty()) {
        throw new UnusableTokenException(
            "Others may read "
                + file
                + ", and whoever has it administers the server. Delete it, and a new one is made.");
      }
    }
    String token =
        Files.size(file) > FILE_MAX_BYTES
            ? ""
            : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    if (!Secrets.looksLikeToken(token)) {
      throw new UnusableTokenException(
          "The file " + file + " has no token in it. Delete it, and a new one is made.");
    }
    return token;
  }

  private static boolean hasRights(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The server owner's token cannot be had; the message is a sentence for a person. */
  public static final class UnusableTokenException extends Exception {
    UnusableTokenException(String sentence) {
      super(sentence);
    }
  }
}
