package chat.parley.server.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that gets its name only when it is whole: until then it is beside that name as {@code
 * NAME.….partial}, readable by its owner alone. Closing it without {@link #keep}, or ending the
 * process in an orderly way, takes it away; a kill leaves only the partial one. Nothing that exists
 * is ever overwritten. For one thread, and the one that ends the process: whoever writes to {@link
 * #path} after that must not make the file anew.
 */
public final class PartialFile implements AutoCloseable {
  /** How the name of every unfinished file ends. */
  public static final String SUFFIX = ".partial";

  private static final Logger log = LoggerFactory.getLogger(PartialFile.class);

  /** What SQLite may keep beside a database. */
  private static final List<String> BESIDE = List.of("", "-journal", "-wal", "-shm");

  private final Path target;
  private final Path folder;
  private final Thread atExit = new Thread(this::end, "discard-partial-file");

  // Both under this object's lock: the process may begin to end while the file is being made.
  private boolean over;
  private @Nullable Path partial;

  /**
   * Knows where a file will be; nothing is there yet.
   *
   * @throws UnusableFileException if something of that name exists, be it a broken link, or there
   *     is no such folder
   */
  PartialFile(Path file) throws UnusableFileException {
    target = file.toAbsolutePath().normalize();
    requireNew(target);
    folder = Objects.requireNonNull(target.getParent(), "only a root has none, and it exists");
    if (!Files.isDirectory(folder)) {
      throw new UnusableFileException("There is no folder " + folder + ". Make it first.");
    }
  }

  /**
   * Begins a file.
   *
   * @throws UnusableFileException if something of that name exists, be it a broken link, its folder
   *     cannot be written, or the process is ending
   */
  public static PartialFile of(Path file) throws UnusableFileException {
    PartialFile begun = new PartialFile(file);
    try {
      Runtime.getRuntime().addShutdownHook(begun.atExit);
    } catch (IllegalStateException e) {
      log.debug("The process is ending already: {}", e.getMessage());
      throw begun.tooLate();
    }
    boolean usable = false;
    try {
      begun.begin();
      usable = true;
      return begun;
    } finally {
      if (!usable) {
        begun.close();
      }
    }
  }

  /** Makes the file, unless the process began to end before. */
  synchronized void begin() throws UnusableFileException {
    if (over) {
      throw tooLate();
    }
    try {
      // Made for its owner only, where the file system knows owners.
      partial = Files.createTempFile(folder, target.getFileName() + ".", SUFFIX);
    } catch (IOException e) {
      throw new UnusableFileException(
          "The file " + target + " cannot be written: " + FileFailure.reason(e) + ".", e);
    }
  }

  private UnusableFileException tooLate() {
    return new UnusableFileException(
        "The file " + target + " is not written: this process was asked to end.");
  }

  private static void requireNew(Path target) throws UnusableFileException {
    if (Files.isDirectory(target)) {
      throw new UnusableFileException(target + " is a folder. Name a file.");
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnusableFileException(
          "The file "
              + target
              + " exists already, and nothing is overwritten. Choose another name, or move it away.");
    }
  }

  /** Where to write, into the file that is there. */
  public synchronized Path path() {
    return Objects.requireNonNull(partial, "it was begun");
  }

  /**
   * Writes it from its start.
   *
   * @throws java.nio.file.NoSuchFileException if the process began to end
   */
  public OutputStream write() throws IOException {
    return Files.newOutputStream(
        path(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** The name it gets. */
  public Path target() {
    return target;
  }

  /**
   * Has the disk confirm what was written, and gives it its name.
   *
   * @throws WriteFailedException if either is not possible
   */
  public void keep() throws WriteFailedException {
    try {
      flush(path(), StandardOpenOption.WRITE);
      giveName();
      if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        flush(
            Objects.requireNonNull(target.getParent()),
            StandardOpenOption.READ); // the name is in the folder
      }
    } catch (FileAlreadyExistsException e) {
      throw new WriteFailedException(
          "Meanwhile something else was written to " + target + "; that was left as it is.", e);
    } catch (IOException e) {
      throw new WriteFailedException(
          "The file " + target + " could not be written: " + FileFailure.reason(e) + ".", e);
    }
  }

  private static void flush(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private void giveName() throws IOException {
    Path whole = path();
    try {
      Files.createLink(target, whole); // unlike a rename it fails where the name is taken
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      log.debug("No link could be made, so it is renamed: {}", e.getMessage());
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(whole);
  }

  /** What the process does with it when it ends. */
  synchronized void end() {
    over = true;
    discard();
  }

  private synchronized void discard() {
    if (partial == null) {
      return;
    }
    for (String ending : BESIDE) {
      Path file = partial.resolveSibling(partial.getFileName() + ending);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("The unfinished file {} could not be deleted: {}", file, FileFailure.reason(e));
      }
    }
  }

  /** Takes away what was not kept. */
  @Override
  public void close() {
    discard();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      log.debug("The process is ending already: {}", e.getMessage());
    }
  }
}
