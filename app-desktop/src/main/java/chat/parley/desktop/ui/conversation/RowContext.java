package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.ui.Texts;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a row needs besides its message.
 *
 * @param open opens a link
 * @param copy puts a text on the clipboard
 * @param deletable whether this person may take a message away
 * @param delete takes one away, if a question is answered so
 */
record RowContext(
    Texts texts,
    Supplier<LocalDate> today,
    Consumer<URI> open,
    Consumer<String> copy,
    Consumer<UUID> retry,
    Consumer<UUID> discard,
    Predicate<TimelineItem> deletable,
    Consumer<TimelineItem> delete) {}
