package chat.parley.server.fault;

import java.util.List;
import java.util.Optional;

/** One reply to a poll that was wholly read. */
record Reading(Span span, List<Message> messages, List<Change> changes) {

  /** The one thing that it tells, if any; the poll asked for no more. */
  Optional<Entry> entry() {
    if (messages.size() + changes.size() > 1) {
      throw new IllegalStateException("more than one thing in " + this);
    }
    return messages.isEmpty()
        ? changes.stream().findFirst().map(Entry.Changed::new)
        : Optional.of(new Entry.Written(messages.getFirst()));
  }
}
