/**
 * Room events folded into what a room reads as now: the same code on the server and in every
 * replica.
 */
package chat.parley.model.fold;
