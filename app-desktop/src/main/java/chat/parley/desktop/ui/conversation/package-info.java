/** What was said in a room: the timeline, its rows, and how it is read. */
package chat.parley.desktop.ui.conversation;
