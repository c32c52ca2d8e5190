package chat.parley.server.log;

import chat.parley.server.event.Place;

/**
 * What a log holds.
 *
 * @param epoch a random number that is new with every log and every restored backup: a place means
 *     nothing in another epoch
 * @param last the place after its last event
 */
public record Bounds(int epoch, Place last) {}
