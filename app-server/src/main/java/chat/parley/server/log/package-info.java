/**
 * The append-only log of events: one order for everyone. An event is durable and applied before its
 * future completes and before any follower hears of it.
 */
package chat.parley.server.log;
