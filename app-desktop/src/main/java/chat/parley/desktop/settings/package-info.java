/** What this person chose, kept in a file over restarts. */
package chat.parley.desktop.settings;
