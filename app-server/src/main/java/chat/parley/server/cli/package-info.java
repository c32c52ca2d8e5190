/** The command line: what a person types, what they are told, and the exit status. */
package chat.parley.server.cli;
