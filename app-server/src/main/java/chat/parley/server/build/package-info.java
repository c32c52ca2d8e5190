/** What this build is. */
package chat.parley.server.build;
