/** The main window: the rooms, the one that is open, and how things stand with the server. */
package chat.parley.desktop.ui.main;
