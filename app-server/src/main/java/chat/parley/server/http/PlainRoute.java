package chat.parley.server.http;

/** Where plain requests go. */
enum PlainRoute {
  POLL("GET", "/api/poll"),
  SEND("POST", "/api/send");

  private final String method;
  private final String path;

  PlainRoute(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /** How the first line of such a request begins. */
  String start() {
    return method + " " + path;
  }
}
