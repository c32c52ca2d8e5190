/** From what somebody asks for to what the log has decided. */
package chat.parley.server.command;
