package chat.parley.server.projection;

import chat.parley.model.Message;
import chat.parley.server.event.Place;

/** A message and its place in the log. */
public record Entry(Place place, Message message) {}
