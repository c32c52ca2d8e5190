package chat.parley.server.fault;

import chat.parley.server.fault.Comings.Reader;
import chat.parley.server.fault.Stays.Stay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges who came and went: what was settled is in the log, once, in its order and nothing else;
 * who was in read and wrote, and who was out did not.
 */
final class ComingsVerdict {
  private final Comings comings;
  private final Map<Visit, Stays> stays = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private ComingsVerdict(Comings comings) {
    this.comings = comings;
  }

  /** What is wrong, as sentences; empty when all is well. */
  static List<String> problems(Comings comings) {
    ComingsVerdict verdict = new ComingsVerdict(comings);
    verdict.storyHasWhatWasSettledAndNothingElse();
    if (!verdict.problems.isEmpty()) {
      return verdict.problems; // who was in when is not known, so no more can be said
    }
    verdict.whoWroteWasIn();
    comings.readers().forEach(verdict::readOnlyWhileIn);
    comings.readers().forEach(verdict::readInOrder);
    comings.readers().forEach(verdict::readAllWhileIn);
    comings.refusals().forEach(verdict::refusedOnlyWhileOut);
    return verdict.problems;
  }

  private void storyHasWhatWasSettledAndNothingElse() {
    Map<Visit, List<Change>> stored = new HashMap<>();
    for (int place = 0; place < comings.story().size(); place++) {
      switch (comings.story().get(place)) {
        case Entry.Written(Message message) -> places.put(message.id(), place);
        case Entry.Changed(Change change) ->
            stored.computeIfAbsent(change.visit(), _ -> new ArrayList<>()).add(change);
      }
    }
    comings
        .turns()
        .forEach((visit, turns) -> {
          List<Change> settled = turns.stream().map(Turn::change).toList();
          List<Change> found = stored.getOrDefault(visit, List.of());
          stored.remove(visit);
          if (settled.equals(found)) {
            addStays(visit, turns);
          } else {
            problems.add(difference(visit, settled, found));
          }
        });
    stored.values().forEach(found -> problems.add("nobody asked for " + found));
  }

  private void addStays(Visit visit, List<Turn> turns) {
    try {
      stays.put(visit, Stays.of(visit, comings.story(), turns));
    } catch (IllegalStateException e) {
      problems.add(visit + ": " + e.getMessage());
    }
  }

  private static String difference(Visit visit, List<Change> settled, List<Change> found) {
    int at = 0;
    while (at < settled.size() && at < found.size() && settled.get(at).equals(found.get(at))) {
      at++;
    }
    return "%s: %d turns settled, %d in the log; number %d settled %s, in the log %s"
        .formatted(
            visit, settled.size(), found.size(), at, element(settled, at), element(found, at));
  }

  private static String element(List<Change> changes, int at) {
    return at < changes.size() ? changes.get(at).toString() : "none";
  }

  private Stays stays(String room, String name) {
    return stays.getOrDefault(new Visit(room, name), Stays.NONE);
  }

  private void whoWroteWasIn() {
    Set<String> visitors = new HashSet<>();
    stays.keySet().forEach(visit -> visitors.add(visit.name()));
    for (Message message : written()) {
      if (visitors.contains(message.sender())
          && !stays(message.room(), message.sender()).has(place(message))) {
        problems.add("stored, though its sender was out: " + message);
      }
    }
  }

  private List<Message> written() {
    return comings.story().stream()
        .flatMap(entry ->
            entry instanceof Entry.Written(Message message) ? Stream.of(message) : Stream.empty())
        .toList();
  }

  private int place(Message message) {
    return places.getOrDefault(message.id(), Integer.MAX_VALUE);
  }

  private void readOnlyWhileIn(Reader reader) {
    for (Reading reading : reader.readings()) {
      for (Message message : ofClosedRooms(reading)) {
        Stays of = stays(message.room(), reader.name());
        if (!of.mayHaveShown(place(message), reading.span())) {
          problems.add("%s read while out: %s".formatted(reader.loop(), message));
        }
      }
      for (String room : reader.rooms()) {
        if (!stays(room, reader.name()).mayOverlap(reading.span())) {
          problems.add("%s was answered for %s while out".formatted(reader.loop(), room));
        }
      }
    }
  }

  private static List<Message> ofClosedRooms(Reading reading) {
    return reading.messages().stream()
        .filter(message -> ClosedRooms.isOne(message.room()))
        .toList();
  }

  private void readInOrder(Reader reader) {
    int last = -1;
    for (Reading reading : reader.readings()) {
      for (Message message : ofClosedRooms(reading)) {
        if (place(message) <= last) {
          problems.add("%s read twice or in another order: %s".formatted(reader.loop(), message));
        }
        last = place(message);
      }
    }
  }

  /**
   * From when it came in, one reads all that is written; when it is let out, some may be on its way
   * and is lost to who reads on by {@code room=*}. Who reads on by the room's id gets it later: see
   * {@link Verdict}.
   */
  private void readAllWhileIn(Reader reader) {
    stays.forEach((visit, its) -> {
      boolean follows = reader.rooms().isEmpty() || reader.rooms().contains(visit.room());
      if (visit.name().equals(reader.name()) && follows) {
        its.all().forEach(stay -> readAllOf(stay, reader, visit, its.nextCame(stay)));
      }
    });
  }

  private void readAllOf(Stay stay, Reader reader, Visit visit, Span next) {
    List<Message> due =
        written().stream()
            .filter(message -> message.room().equals(visit.room()) && stay.has(place(message)))
            .toList();
    List<Message> seen =
        reader.readings().stream()
            .filter(reading -> reading.span().before(next))
            .flatMap(reading -> reading.messages().stream())
            .filter(due::contains)
            .toList();
    boolean isLast = stay.to() == Integer.MAX_VALUE;
    if (!seen.equals(due.subList(0, Math.min(seen.size(), due.size())))
        || (isLast && seen.size() < due.size())) {
      problems.add(
          "%s missed something in %s while in: %d of %d read from %s"
              .formatted(reader.loop(), visit.room(), seen.size(), due.size(), due.getFirst()));
    }
  }

  private void refusedOnlyWhileOut(Refusal refusal) {
    boolean wasOut =
        refusal.room().isPresent()
            ? !stays(refusal.room().get(), refusal.name()).surelyCover(refusal.span())
            : stays.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(refusal.name()))
                .anyMatch(entry -> entry.getValue().mayEndIn(refusal.span()));
    if (!wasOut) {
      problems.add("refused, though it was in: " + refusal);
    }
  }
}
