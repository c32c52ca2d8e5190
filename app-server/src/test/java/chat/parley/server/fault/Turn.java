package chat.parley.server.fault;

/**
 * A coming or going that is settled: it was acknowledged, or was found to be so afterwards.
 *
 * @param span from the first request for it until that was known
 */
record Turn(Change change, Span span) {}
