package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** This server: the history's cursor, then polls from one cursor to the next. */
final class ParleyDialect implements Dialect {
  private static final byte[] CURSOR = "\"cursor\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final int POLL_SECONDS = 60;

  private final Requests requests;
  private final People people;

  ParleyDialect(Requests requests, People people) {
    this.requests = requests;
    this.people = people;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Poll(client, room, people.person("c" + client));
  }

  @Override
  public Sending sending(int client, String room) {
    People.Person person = people.person("s" + client);
    return text -> requests.message(person.name(), room, text, person.line());
  }

  private final class Poll implements Waiting {
    private final int client;
    private final String room;
    private final People.Person person;
    private @Nullable String cursor;

    Poll(int client, String room, People.Person person) {
      this.client = client;
      this.room = room;
      this.person = person;
    }

    @Override
    public byte[] next() {
      String target =
          cursor == null
              ? "/api/history?limit=1&room=" + room
              : "/api/poll?client_id=c%d&room=%s&timeout=%d&cursor=%s"
                  .formatted(client, room, POLL_SECONDS, cursor);
      return requests.get(target, person.line());
    }

    @Override
    public boolean isReady() {
      return cursor != null;
    }

    @Override
    public boolean take(Response response) {
      Requests.expect(response);
      boolean isPoll = cursor != null;
      cursor = response.quotedAfter(CURSOR);
      if (cursor == null) {
        throw new IllegalStateException("There is no cursor in " + response);
      }
      return isPoll;
    }
  }
}
