/** What one can set: the name, the looks, the size of the text. */
package chat.parley.desktop.ui.settings;
