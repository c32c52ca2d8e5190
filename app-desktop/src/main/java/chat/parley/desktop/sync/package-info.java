/**
 * The conversation with one server: the poll loop, what is made of its outcomes, and sending. It
 * knows nothing of windows.
 */
package chat.parley.desktop.sync;
