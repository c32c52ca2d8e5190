/**
 * Long polling over the log: read after a cursor, park when there is nothing, read again when
 * woken. {@link chat.parley.server.poll.Notifier} knows positions and never data; reading never
 * consumes.
 */
package chat.parley.server.poll;
