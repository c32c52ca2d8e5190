/** What was said, as text that other programs read. */
package chat.parley.server.export;
