/** Who calls: the access mode, tokens, passwords, and the facts behind a request's token. */
package chat.parley.server.access;
