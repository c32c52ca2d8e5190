/** The desktop app: {@link chat.parley.desktop.Launcher} starts it. */
package chat.parley.desktop;
