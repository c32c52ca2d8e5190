/** The keys, and the list of them. */
package chat.parley.desktop.ui.keys;
