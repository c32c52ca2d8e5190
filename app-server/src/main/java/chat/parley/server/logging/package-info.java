/** The program's log: its two forms, and what never gets into it. */
package chat.parley.server.logging;
