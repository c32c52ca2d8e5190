/**
 * One SQLite file in one data folder: who may open it, how it is laid out, one thread that writes
 * in groups, and a few connections that read. It knows nothing of rooms and messages but their
 * tables' layout.
 */
package chat.parley.server.sqlite;
