/**
 * What the server shows to those who come by TLS: a certificate from files, or one of its own that
 * it makes and renews in the data folder. It knows nothing of connections.
 */
package chat.parley.server.tls;
