/**
 * This computer as the server for everyone in the room: running it, where others reach it, who is
 * there. It knows nothing of windows and has no words for people in it but those of the server.
 */
package chat.parley.desktop.host;
