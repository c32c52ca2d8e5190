/** What this machine offers a server: addresses, and how many files it may open. */
package chat.parley.server.machine;
