/** Who is there: present state, kept in memory, expiring, never part of the log. */
package chat.parley.server.presence;
