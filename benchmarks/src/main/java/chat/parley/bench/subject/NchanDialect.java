package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import org.jspecify.annotations.Nullable;

/** Nchan's long polling: a place is the time and the tag of the message before. */
final class NchanDialect implements Dialect {
  private final String host;
  private final String headers;

  NchanDialect(String host, String headers) {
    this.host = host;
    this.headers = headers;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Subscriber(room);
  }

  @Override
  public Sending sending(int client, String room) {
    return text -> Requests.post(host, "/pub?id=" + room, "text/plain", headers, text);
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
      return Requests.get(host, "/sub?id=" + room, headers + place);
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
