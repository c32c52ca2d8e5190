/**
 * What follows from the log: the judge that decides what an event does, and the tables that hold
 * what it did.
 */
package chat.parley.server.projection;
