package chat.parley.server.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges a finished run: what was acknowledged, what the histories tell and what each follower saw
 * must be one and the same story.
 */
final class Verdict {

  /** What one follower saw of its rooms, in the order it saw it. */
  record Witness(String name, Set<String> rooms, List<Message> seen) {}

  /**
   * All that is known: what each sender was promised in its order, each room's history, and who
   * came into private rooms and went.
   */
  record Evidence(
      Map<String, List<Receipt>> promised,
      Map<String, List<Message>> histories,
      List<Witness> witnesses,
      Comings comings) {}

  private final Evidence evidence;
  private final List<String> problems = new ArrayList<>();

  private Verdict(Evidence evidence) {
    this.evidence = evidence;
  }

  /** What is wrong, as sentences; empty when all is well. */
  static List<String> problems(Evidence evidence) {
    Verdict verdict = new Verdict(evidence);
    verdict.promisedIsStoredAndNothingElse();
    verdict.noTextHasTwoIds();
    verdict.witnessesSawTheirRoomsWhole();
    verdict.witnessesAgreeOnOneOrder();
    verdict.sendersKeepTheirOrder();
    verdict.problems.addAll(ComingsVerdict.problems(evidence.comings()));
    return verdict.problems;
  }

  private void promisedIsStoredAndNothingElse() {
    Map<String, Message> stored = new HashMap<>();
    evidence.histories().values().stream()
        .flatMap(List::stream)
        .forEach(message -> {
          if (stored.put(message.id(), message) != null) {
            problems.add("twice in the histories: " + message);
          }
        });
    for (List<Receipt> receipts : evidence.promised().values()) {
      for (Receipt receipt : receipts) {
        Message found = stored.remove(receipt.messageId());
        if (found == null) {
          problems.add("acknowledged and lost, in no history: " + receipt);
        } else if (!found.equals(receipt.message())) {
          problems.add("acknowledged was %s, stored is %s".formatted(receipt, found));
        }
      }
    }
    stored.values().forEach(message -> problems.add("stored, never acknowledged: " + message));
  }

  private void noTextHasTwoIds() {
    Map<String, String> idOfText = new HashMap<>();
    for (Witness witness : evidence.witnesses()) {
      requireOneId(witness.name(), witness.seen(), idOfText);
    }
    evidence
        .histories()
        .forEach((room, messages) -> requireOneId("history of " + room, messages, idOfText));
  }

  private void requireOneId(String who, List<Message> messages, Map<String, String> idOfText) {
    for (Message message : messages) {
      String known = idOfText.putIfAbsent(message.text(), message.id());
      if (known != null && !known.equals(message.id())) {
        problems.add("%s: %s is also there as %s".formatted(who, message, known));
      }
    }
  }

  private void witnessesSawTheirRoomsWhole() {
    for (Witness witness : evidence.witnesses()) {
      for (String room : witness.rooms()) {
        compare(
            "%s in %s against the history".formatted(witness.name(), room),
            evidence.histories().getOrDefault(room, List.of()),
            inRooms(witness.seen(), Set.of(room)));
      }
      List<Message> elsewhere = new ArrayList<>(witness.seen());
      elsewhere.removeIf(message -> witness.rooms().contains(message.room()));
      compare(witness.name() + " in rooms it does not follow", List.of(), elsewhere);
    }
  }

  /** The log has one order over all rooms; who follows several must see that one. */
  private void witnessesAgreeOnOneOrder() {
    Witness first = widest();
    for (Witness witness : evidence.witnesses()) {
      compare(
          "%s against the order of %s".formatted(witness.name(), first.name()),
          inRooms(first.seen(), witness.rooms()),
          witness.seen());
    }
  }

  private void sendersKeepTheirOrder() {
    Witness first = widest();
    evidence
        .promised()
        .forEach((sender, receipts) ->
            compare(
                "%s as %s saw it against the order of sending".formatted(sender, first.name()),
                receipts.stream().map(Receipt::message).toList(),
                first.seen().stream().filter(m -> m.sender().equals(sender)).toList()));
  }

  /** A witness that follows every room. */
  private Witness widest() {
    return evidence.witnesses().stream()
        .filter(witness -> witness.rooms().equals(evidence.histories().keySet()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody follows every room"));
  }

  private static List<Message> inRooms(List<Message> messages, Set<String> rooms) {
    return messages.stream().filter(message -> rooms.contains(message.room())).toList();
  }

  private void compare(String what, List<Message> due, List<Message> seen) {
    if (due.equals(seen)) {
      return;
    }
    Set<Message> dueOnce = new HashSet<>(due);
    Set<Message> seenOnce = new HashSet<>();
    List<Message> doubled = seen.stream().filter(message -> !seenOnce.add(message)).toList();
    List<Message> missing = due.stream().filter(message -> !seenOnce.contains(message)).toList();
    List<Message> strange = seen.stream().filter(message -> !dueOnce.contains(message)).toList();
    problems.add(
        "%s: %d of %d missing%s, %d doubled%s, %d strange%s; first difference at %s"
            .formatted(
                what,
                missing.size(),
                due.size(),
                example(missing),
                doubled.size(),
                example(doubled),
                strange.size(),
                example(strange),
                firstDifference(due, seen)));
  }

  private static String example(List<Message> messages) {
    return messages.isEmpty() ? "" : " (" + messages.getFirst() + ")";
  }

  private static String firstDifference(List<Message> due, List<Message> seen) {
    int at = 0;
    while (at < due.size() && at < seen.size() && due.get(at).equals(seen.get(at))) {
      at++;
    }
    return "%d: due %s, seen %s".formatted(at, element(due, at), element(seen, at));
  }

  private static String element(List<Message> messages, int at) {
    return at < messages.size() ? messages.get(at).toString() : "nothing";
  }
}
