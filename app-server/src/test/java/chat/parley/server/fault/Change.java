package chat.parley.server.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Somebody is something else to a private room from now on. */
record Change(Visit visit, String role, String by) {
  static final String MEMBER = "member";
  static final String NONE = "none";
  static final String BANNED = "banned";

  static List<Change> listOf(JsonNode body) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode event : body.required("events")) {
      Visit visit = new Visit(Message.text(event, "room"), Message.text(event, "name"));
      changes.add(new Change(visit, Message.text(event, "role"), Message.text(event, "by")));
    }
    return changes;
  }

  boolean letsIn() {
    return role.equals(MEMBER);
  }
}
