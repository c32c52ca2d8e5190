/** How often what may be asked, by whom and from where. */
package chat.parley.server.limit;
