/** What all screens share: words, looks, loading, and the one way in for what happens elsewhere. */
package chat.parley.desktop.ui;
