/**
 * What goes into the log and what comes out of it: the values that the log, its projection and the
 * polls share.
 */
package chat.parley.server.event;
