package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import org.jspecify.annotations.Nullable;

/** How a server is spoken to. What it makes is used on the load's thread only. */
public interface Dialect {
  /** A client that waits for the messages of a room, from now on. */
  Waiting waiting(int client, String room);

  /** A client that sends to a room. */
  Sending sending(int client, String room);

  /** One client's part in receiving. */
  interface Waiting {
    /** The next request. */
    byte[] next();

    /** Whether the next request is one that is held until there is a message. */
    boolean isReady();

    /**
     * Takes the answer to it.
     *
     * @return whether it was one that brings messages, and not one of those that prepare
     * @throws IllegalStateException if it is a refusal
     */
    boolean take(Response response);
  }

  /** One client's part in sending. */
  interface Sending {
    /** The next request before it can send; null if there is none. */
    default byte @Nullable [] prepare() {
      return null;
    }

    /**
     * Takes the answer to it.
     *
     * @throws IllegalStateException if it is a refusal
     */
    default void prepared(Response response) {
      Requests.expect(response);
    }

    /** The request that sends a message. */
    byte[] message(String text);

    /**
     * Takes the answer to it.
     *
     * @return the id of the message; empty where the server gives none
     * @throws IllegalStateException if the message was not taken
     */
    default String take(Response response) {
      Requests.expect(response);
      String id = response.quotedAfter(Requests.MESSAGE_ID);
      return id == null ? "" : id;
    }
  }
}
