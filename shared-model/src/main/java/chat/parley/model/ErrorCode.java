package chat.parley.model;

import java.util.Locale;

/**
 * Every way a request can be refused: the stable code of the protocol and the HTTP status that goes
 * with it.
 */
public enum ErrorCode {
  JSON_UNREADABLE(400),
  QUERY_UNREADABLE(400),
  TOKEN_MISSING(401),
  TOKEN_INVALID(401),
  CROSS_SITE(403),
  FORBIDDEN(403),
  NAME_TAKEN(403),
  BANNED(403),
  NOT_FOUND(404),
  ROOM_UNKNOWN(404),
  MESSAGE_UNKNOWN(404),
  CLIENT_UNKNOWN(404),
  METHOD_NOT_ALLOWED(405),
  SUPERSEDED(409),
  CLIENT_MESSAGE_ID_REUSED(409),
  EXISTS(409),
  DISCONNECTED(410),
  ROOM_LEFT(410),
  TOO_LARGE(413),
  MEDIA_TYPE(415),
  HOST_UNKNOWN(421),
  MISSING(422),
  OUT_OF_RANGE(422),
  MALFORMED(422),
  NAME_INVALID(422),
  ROOM_NAME_INVALID(422),
  TEXT_INVALID(422),
  SLOW_DOWN(429),
  INTERNAL(500),
  OVERLOADED(503),
  DRAINING(503),
  STORAGE_FULL(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** The code as it stands on the wire, in {@code snake_case}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
