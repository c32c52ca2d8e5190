/**
 * The words both sides agree on: names, messages, room events, wire records, limits, error codes
 * and the JSON mapping. Everything here is an immutable value or a pure function and may be used
 * from any thread.
 */
package chat.parley.model;
