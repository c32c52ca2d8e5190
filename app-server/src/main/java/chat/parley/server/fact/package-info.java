/**
 * What is so at a moment of the log about people and rooms, apart from what was written: who owns a
 * name, who is in a room, who may come in. Facts follow from events by a pure function; they are
 * kept as rows in the database and, for reading, in memory.
 */
package chat.parley.server.fact;
