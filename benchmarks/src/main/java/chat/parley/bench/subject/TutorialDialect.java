package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The design that long polling is mostly shown with: the id of the last message is the place. */
final class TutorialDialect implements Dialect {
  private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final int POLL_SECONDS = 60;

  private final Requests requests;

  TutorialDialect(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Poll(client, room);
  }

  @Override
  public Sending sending(int client, String room) {
    return text -> requests.message(client, room, text);
  }

  private final class Poll implements Waiting {
    private final int client;
    private final String room;
    private @Nullable String last;

    Poll(int client, String room) {
      this.client = client;
      this.room = room;
    }

    @Override
    public byte[] next() {
      return requests.get(
          "/api/poll?client_id=c%d&room=%s&timeout=%d".formatted(client, room, POLL_SECONDS)
              + (last == null ? "" : "&last_message_id=" + last));
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean take(Response response) {
      Requests.expect(response);
      String id = response.lastQuotedAfter(ID);
      last = id == null ? last : id;
      return true;
    }
  }
}
