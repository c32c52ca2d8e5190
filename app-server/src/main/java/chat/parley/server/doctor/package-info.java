/**
 * Looks at whether a server can do its work here, from outside and without changing anything: at a
 * running one's health, and at what is needed before one is started.
 */
package chat.parley.server.doctor;
