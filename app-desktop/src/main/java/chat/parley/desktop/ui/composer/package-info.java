/** Where a message is written. */
package chat.parley.desktop.ui.composer;
