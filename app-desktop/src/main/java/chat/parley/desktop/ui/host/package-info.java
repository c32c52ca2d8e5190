/** The panel of who hosts: what to give to others, whether it works, and who is there. */
package chat.parley.desktop.ui.host;
