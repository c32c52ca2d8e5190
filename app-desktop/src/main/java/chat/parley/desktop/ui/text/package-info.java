/** Shows what messages say: {@link chat.parley.desktop.ui.text.RichTextView}. */
package chat.parley.desktop.ui.text;
