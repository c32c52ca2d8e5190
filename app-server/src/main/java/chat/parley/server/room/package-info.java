/** Rooms and what is written in them: the commands and their rules. */
package chat.parley.server.room;
