package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void columnsAreAsWideAsTheyHaveToBe() {
    Lines lines = new Lines("name", "role");
    lines.add("alice", "owner");
    lines.add("bob", "");
    assertEquals("name   role\nalice  owner\nbob", lines.toString());
  }

  @Test
  void nothingThatOthersWroteMovesTheCursorOrTurnsALineRound() {
    String astronaut = "\uD83D\uDC69\u200D\uD83D\uDE80";
    assertEquals("a?[2Jb?c?d?" + astronaut, Lines.shown("a\u001b[2Jb\u202ec\nd\u2028" + astronaut));
  }
}
