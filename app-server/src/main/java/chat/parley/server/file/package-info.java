/** Files that are written for people: each is whole, or not there. */
package chat.parley.server.file;
