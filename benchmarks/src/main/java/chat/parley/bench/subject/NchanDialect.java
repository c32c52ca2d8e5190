package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import org.jspecify.annotations.Nullable;

/** Nchan's long polling: a place is the time and the tag of the message before. */
final class NchanDialect implements Dialect {
  private final Requests requests;

  NchanDialect(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Subscriber(room);
  }

  @Override
  public Sending sending(int client, String room) {
    return text -> requests.post("/pub?id=" + room, "text/plain", text);
  }

  private final class Subscriber implements Waiting {
    private final String room;
    private @Nullable String time;
    private @Nullable String tag;

    Subscriber(String room) {
      this.room = room;
    }

    @Override
    public byte[] next() {
      String place =
          time == null ? "" : "If-Modified-Since: " + time + "\r\nIf-None-Match: " + tag + "\r\n";
      return requests.get("/sub?id=" + room, place);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean take(Response response) {
      Requests.expect(response);
      time = response.header("last-modified");
      tag = response.header("etag");
      return true;
    }
  }
}
