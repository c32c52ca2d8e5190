/**
 * What a message says, ready to be shown: {@link chat.parley.desktop.text.Markdown} reads it into a
 * {@link chat.parley.desktop.text.RichText}, with {@link chat.parley.desktop.text.Emojis} in it.
 * Nothing here knows a toolkit, and nothing here trusts what it reads.
 */
package chat.parley.desktop.text;
