package chat.parley.server.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** What a failure of a file means, in the words of those who read it. */
public final class FileFailure {
  private FileFailure() {}

  /** Why, to stand after a colon; for example {@code access is denied}. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "access is denied";
      case FileAlreadyExistsException exists -> "it is a file, not a folder";
      case NotDirectoryException file -> "it is a file, not a folder";
      case NoSuchFileException gone -> "there is no such file";
      case FileSystemException other when other.getReason() != null ->
          words(Objects.requireNonNull(other.getReason()));
      default -> words(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    };
  }

  /** Whether whoever was to read what was written has gone: `… | head`, for example. */
  public static boolean isBrokenPipe(IOException e) {
    return e.getMessage() != null && e.getMessage().toLowerCase(Locale.ROOT).contains("pipe");
  }

  private static String words(String systems) {
    return systems.contains("No space left") ? "the disk is full" : systems;
  }
}
