package chat.parley.desktop.ui.room;

import chat.parley.model.RoomRole;

/**
 * Someone in a room.
 *
 * @param me whether it is who sits here
 * @param guest whether the name is nobody's, and someone wrote under it
 */
public record Person(String name, RoomRole role, boolean me, boolean guest) {}
