/**
 * The HTTP side: which request goes where, what may come in, and how answers and refusals look on
 * the wire.
 */
package chat.parley.server.http;
