/** What the server counts and measures of itself, and how that is told. */
package chat.parley.server.metrics;
