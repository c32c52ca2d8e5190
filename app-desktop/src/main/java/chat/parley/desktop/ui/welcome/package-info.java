/** The first run: a name, and a chat to join or to host. */
package chat.parley.desktop.ui.welcome;
