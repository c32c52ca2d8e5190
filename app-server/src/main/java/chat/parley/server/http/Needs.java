package chat.parley.server.http;

/** What a route asks of whoever calls it. */
enum Needs {
  /** Nothing: pages, health. A token is not looked at. */
  NOTHING,
  /** Nothing either, but a token says more: the ways to come in. */
  ENTRY,
  /** That one is let in: in open access everyone is. */
  CALLER,
  /** The token of a name, or the server owner's. */
  ACTOR,
  /** The rights of an administrator. */
  ADMINISTRATOR
}
