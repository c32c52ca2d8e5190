package chat.parley.server.log;

import chat.parley.model.Bytes32;
import chat.parley.model.EventBody;
import chat.parley.model.Message;
import chat.parley.model.RoomBody;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.projection.Judge;
import chat.parley.server.projection.RoomTables;
import chat.parley.server.projection.SqlFacts;
import chat.parley.server.sqlite.ReadOnlyDatabase;
import chat.parley.server.sqlite.Session;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks a stored log against itself: the order has no gaps, the chain and every commitment are
 * what their events say, and replaying the log gives exactly the tables that are there. It reads
 * one moment of the database and changes nothing.
 */
public final class Verification {
  private static final int FAULTS_MAX = 100;
  private static final int PAGE_EVENTS = 1_000;

  private final Session session;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, RoomHead> rooms = new HashMap<>();
  private final FactMemory facts = new FactMemory();
  private Bytes32 chain = Bytes32.ZERO;
  private long seq;
  private long messages;
  private long refused;
  private long erased;

  private Verification(Session session) {
    this.session = session;
  }

  /** What was found: at most {@value #FAULTS_MAX} faults, each a sentence, and a summary. */
  public record Report(List<String> faults, String summary) {}

  /**
   * Checks a database file.
   *
   * @throws UnusableDataException if there is none, or it is not ours or newer
   */
  public static Report of(Path database) throws UnusableDataException {
    return ReadOnlyDatabase.read(database, session -> new Verification(session).run());
  }

  private Report run() {
    try {
      checkFile();
      if (faults.isEmpty()) {
        checkLog();
        checkRooms();
        checkFacts();
        checkCounts();
      }
    } catch (SQLException e) {
      fault("SQLite: " + e.getMessage());
    } catch (EventBody.UnknownEventException | UncheckedIOException | IllegalArgumentException e) {
      fault("Event " + (seq + 1) + " cannot be read: " + e.getMessage());
    }
    String what =
        "%,d events, %,d messages, %,d rooms".formatted(seq, messages, (long) rooms.size())
            + (refused == 0 ? "" : ", %,d refused".formatted(refused))
            + (erased == 0 ? "" : ", %,d erased".formatted(erased));
    return new Report(
        List.copyOf(faults),
        faults.isEmpty()
            ? "All is well: "
                + what
                + ". Order, chain, commitments, digests, tables and SQLite's own check agree."
            : "Something is wrong: "
                + faults.size()
                + (faults.size() == FAULTS_MAX ? " faults or more in " : " in ")
                + what
                + ".");
  }

  private void checkFile() throws SQLException {
    session.each(
        "PRAGMA integrity_check(" + FAULTS_MAX + ")",
        row -> {
          String answer = row.getString(1);
          if (!"ok".equals(answer)) {
            fault("SQLite: " + answer.strip());
          }
        });
  }

  private void checkLog() throws SQLException {
    boolean more = true;
    while (more) {
      List<LogRows.Chained> page =
          session.list(
              "SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?",
              LogRows::read,
              seq,
              PAGE_EVENTS);
      for (LogRows.Chained row : page) {
        check(row);
      }
      more = page.size() == PAGE_EVENTS;
    }
  }

  private void check(LogRows.Chained row) throws SQLException {
    LogEvent event = row.event();
    if (event.seq() != seq + 1) {
      fault("Event " + (seq + 1) + " is missing: after " + seq + " comes " + event.seq() + ".");
    }
    seq = event.seq();
    if (!event.keepsItsCommitment()) {
      fault("Event " + seq + ": its content is not what was committed to.");
    }
    chain = event.chainedTo(chain);
    if (!chain.equals(row.chain())) {
      fault("Event " + seq + ": the chain does not lead to it.");
      chain = row.chain();
    }
    if (event.body() instanceof RoomBody.Erased) {
      erased++;
    }
    Outcome outcome = Judge.judge(event, new Replayed());
    facts.apply(outcome);
    switch (outcome) {
      case Outcome.Refused expected -> checkRefused(expected);
      case Outcome.Noted _ -> {}
      case Outcome.Accepted accepted -> fold(accepted);
    }
  }

  /** What the events so far come to; a message is looked up where it was logged. */
  private final class Replayed implements Judge.Before {
    @Override
    public @Nullable RoomHead head(String room) {
      return rooms.get(room);
    }

    @Override
    public Judge.@Nullable Written written(UUID messageId) {
      try {
        return SqlFacts.written(session, messageId);
      } catch (SQLException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public @Nullable Fact get(Fact.Kind kind, String key) {
      return facts.get(kind, key);
    }

    @Override
    public List<Fact.Member> members(String room) {
      return facts.members(room);
    }

    @Override
    public List<String> tokens(String nameKey) {
      return facts.tokens(nameKey);
    }
  }

  private void checkRefused(Outcome.Refused expected) throws SQLException {
    refused++;
    String code =
        session.one("SELECT code FROM refused WHERE seq = ?", row -> row.getString(1), seq);
    if (!expected.code().name().equals(code)) {
      fault(
          "Event " + seq + ": it has to be refused as " + expected.code().wire() + " and was not.");
    }
  }

  private void fold(Outcome.Accepted accepted) throws SQLException {
    if (!accepted.event().keepsItsCommitment()) {
      return; // told above; the fold would not take it
    }
    RoomFold.Step step = RoomFold.fold(rooms.get(accepted.event().room()), accepted.event());
    rooms.put(step.head().room(), step.head());
    Message expected = step.message();
    if (expected != null) {
      messages++;
      Message stored =
          session.one("SELECT * FROM messages WHERE seq = ?", RoomTables::message, seq);
      if (!expected.equals(stored)) {
        fault(
            "Message "
                + expected.id()
                + " (event "
                + seq
                + ") reads differently in the table of messages.");
      }
    }
  }

  private void checkRooms() throws SQLException {
    Map<String, RoomHead> stored = new HashMap<>();
    session.each(
        "SELECT * FROM rooms",
        row -> {
          RoomHead head = RoomTables.head(row);
          stored.put(head.room(), head);
        });
    rooms.forEach((name, expected) -> {
      RoomHead found = stored.remove(name);
      if (found == null) {
        fault("Room " + name + " is missing in the table of rooms.");
      } else if (!found.digest().equals(expected.digest())) {
        fault("Room " + name + ": its digest is not that of its events.");
      } else if (!found.equals(expected)) {
        fault("Room " + name + " reads differently in the table of rooms.");
      }
    });
    stored
        .keySet()
        .forEach(name -> fault("Room " + name + " is in the table of rooms and not in the log."));
  }

  /** Facts about people are not shown: a report may be read by anyone. */
  private void checkFacts() throws SQLException {
    FactMemory stored = SqlFacts.load(session);
    for (Fact.Kind kind : Fact.Kind.values()) {
      if (!Set.copyOf(stored.all(kind)).equals(Set.copyOf(facts.all(kind)))) {
        fault("What is known of each " + kind.stored() + " is not what the events say.");
      }
    }
  }

  private void checkCounts() throws SQLException {
    long stored = count("SELECT count(*) FROM messages");
    if (stored != messages) {
      fault("The table of messages has " + stored + " messages, the log " + messages + ".");
    }
    long storedRefused = count("SELECT count(*) FROM refused");
    if (storedRefused != refused) {
      fault(
          "The table of refused events has " + storedRefused + " events, the log " + refused + ".");
    }
  }

  private long count(String sql) throws SQLException {
    Long count = session.one(sql, row -> row.getLong(1));
    return count == null ? 0 : count;
  }

  private void fault(String sentence) {
    if (faults.size() < FAULTS_MAX) {
      faults.add(sentence);
    }
  }
}
