/**
 * The Parley server: a library ({@link chat.parley.server.Server}) and a command line ({@link
 * chat.parley.server.Main}).
 */
package chat.parley.server;
