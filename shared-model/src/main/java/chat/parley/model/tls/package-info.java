/** How a server whose certificate no authority signed is known again: by its key. */
package chat.parley.model.tls;
