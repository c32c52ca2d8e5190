/** A room beside its messages: who is in it, what it is about, and how one is made. */
package chat.parley.desktop.ui.room;
