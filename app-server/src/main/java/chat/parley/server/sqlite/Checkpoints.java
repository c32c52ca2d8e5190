package chat.parley.server.sqlite;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what was committed from the write-ahead log into the database itself: now and then, and
 * behind each commit that erased something, because the log still holds the pages as they were
 * before. Then it is cut to nothing, for which nobody may be reading from it; if somebody is for
 * longer than a moment, such as a backup, it is tried again later. What was erased by a process
 * that was killed is seen to by the next one. On the writer's thread only.
 *
 * <p>SQLite's own checkpoints hide their failures; these do not.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">wal_checkpoint</a>
 */
final class Checkpoints {
  private static final int COMMITS_BETWEEN = 250;
  private static final int COMMITS_BETWEEN_TRIES = 50;
  private static final int READERS_WAIT_MILLIS = 50;
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

  private final Session session;
  private int commits;
  private boolean holdsErased = true; // whoever wrote before may have been killed

  Checkpoints(Session session) {
    this.session = session;
  }

  /**
   * After a commit, before anyone is told of it: what it erased goes.
   *
   * @throws SQLException if the disk failed
   */
  void committed() throws SQLException {
    if (session.takeErased()) {
      holdsErased = true;
      empty();
    }
  }

  /**
   * After each attempt to commit.
   *
   * @throws SQLException if the disk failed
   */
  void nowAndThen() throws SQLException {
    commits++;
    if (holdsErased && commits >= COMMITS_BETWEEN_TRIES) {
      empty();
    } else if (commits >= COMMITS_BETWEEN) {
      commits = 0;
      session.execute("PRAGMA wal_checkpoint(PASSIVE)");
    }
  }

  /** Whether something that was erased may still stand in the log. */
  boolean holdsErased() {
    return holdsErased;
  }

  /** The next {@link #nowAndThen} is one: the space that it frees may be needed. */
  void soon() {
    commits = COMMITS_BETWEEN;
  }

  /**
   * Cuts the log to nothing, if nobody goes on reading from it.
   *
   * @throws SQLException if the disk failed
   */
  void empty() throws SQLException {
    commits = 0;
    Integer timeout = session.one("PRAGMA busy_timeout", row -> row.getInt(1));
    session.execute("PRAGMA busy_timeout = " + READERS_WAIT_MILLIS);
    try {
      Integer busy = session.one("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
      holdsErased = busy == null || busy != 0;
    } finally {
      session.execute("PRAGMA busy_timeout = " + timeout);
    }
    if (holdsErased) {
      log.debug("Somebody reads from the write-ahead log: it is emptied later.");
    }
  }
}
