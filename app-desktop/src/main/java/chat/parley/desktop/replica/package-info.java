/**
 * What this computer remembers of a server: rooms, recent messages, the place read up to, and what
 * was written here and is not on the server yet. Everything in it is on disk.
 */
package chat.parley.desktop.replica;
