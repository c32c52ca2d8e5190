package chat.parley.desktop.ui;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.ChatListener;
import chat.parley.desktop.sync.Link;
import chat.parley.model.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way from a session's threads to the window: gathers what changes and hands it over as one
 * {@link Update} at the next frame, so that a flood of messages costs one update a frame and never
 * holds up who brings them.
 */
public final class FrameBridge implements ChatListener {
  private final Frames frames;
  private final Consumer<Update> window;

  private boolean requested;
  private boolean closed;
  private boolean startedOver;
  private @Nullable Link link;
  private @Nullable List<RoomSummary> rooms;
  private Map<String, List<Message>> messages = new LinkedHashMap<>();
  private Map<String, List<OutboxEntry>> outbox = new LinkedHashMap<>();
  private Map<String, Set<UUID>> deleted = new LinkedHashMap<>();
  private Set<String> members = new LinkedHashSet<>();
  private Set<String> forgotten = new LinkedHashSet<>();

  /**
   * @param window called in frames, one update at most in each
   */
  public FrameBridge(Frames frames, Consumer<Update> window) {
    this.frames = frames;
    this.window = window;
  }

  @Override
  public synchronized void linkChanged(Link now) {
    link = now;
    request();
  }

  @Override
  public synchronized void roomsChanged(List<RoomSummary> now) {
    rooms = now;
    request();
  }

  @Override
  public synchronized void messagesArrived(String room, List<Message> fresh) {
    messages.computeIfAbsent(room, key -> new ArrayList<>()).addAll(fresh);
    request();
  }

  @Override
  public synchronized void outboxChanged(String room, List<OutboxEntry> entries) {
    outbox.put(room, entries);
    request();
  }

  @Override
  public synchronized void messagesDeleted(String room, Set<UUID> ids) {
    deleted.computeIfAbsent(room, key -> new HashSet<>()).addAll(ids);
    request();
  }

  @Override
  public synchronized void membersChanged(String room) {
    members.add(room);
    request();
  }

  @Override
  public synchronized void roomForgotten(String room) {
    forgotten.add(room);
    messages.remove(room);
    request();
  }

  @Override
  public synchronized void startedOver() {
    startedOver = true;
    messages.clear();
    deleted.clear();
    request();
  }

  /** From now on the window is told nothing. */
  public synchronized void close() {
    closed = true;
  }

  private void request() {
    if (!requested) {
      requested = true;
      frames.next(this::deliver);
    }
  }

  private void deliver() {
    Update update;
    synchronized (this) {
      requested = false;
      if (closed) {
        return;
      }
      update = new Update(startedOver, link, rooms, messages, outbox, deleted, members, forgotten);
      startedOver = false;
      link = null;
      rooms = null;
      messages = new LinkedHashMap<>();
      outbox = new LinkedHashMap<>();
      deleted = new LinkedHashMap<>();
      members = new LinkedHashSet<>();
      forgotten = new LinkedHashSet<>();
    }
    window.accept(update);
  }
}
