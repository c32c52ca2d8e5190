/**
 * Copies of a log to keep elsewhere, and how one becomes a server's data again: as a log of its
 * own, with an epoch of its own.
 */
package chat.parley.server.backup;
