package chat.parley.server.fault;

/** Somebody who comes into a private room and goes out of it again and again. */
record Visit(String room, String name) {}
