package chat.parley.browser;

import java.time.Duration;
import java.time.Instant;

/** What was said before a screen is shown, and when it began. */
final class FewDaysOfTalk {
  private FewDaysOfTalk() {}

  /** A morning that the pictures always show. */
  static HandClock morning() {
    return new HandClock(Instant.now().minus(Duration.ofDays(1).plusHours(2)));
  }

  /** Fills a server whose clock is given with what a few days of talk are like. */
  static void furnish(ChatServer server, HandClock clock) {
    Api api = server.api();
    api.send(ChatPage.GENERAL, "bob", "Welcome, everyone");
    api.send("attic", "carol", "The ladder is back");
    api.send("a-room-with-a-very-long-name-that-no-list-has-the-width-to-show", "bob", "hm");
    api.send("Küche", "Zoë", "Grüß Gott");
    api.send("kitchen", "bob", "Good morning");
    api.send("kitchen", "bob", "Is anybody in?");
    clock.advance(Duration.ofMinutes(2));
    api.send("kitchen", "alice", "I am. What is it?");
    clock.advance(Duration.ofMinutes(30));
    api.send(
        "kitchen",
        "bob",
        "The list:\n\n1. bread\n2. **two** pounds of *flour*\n3. ~~milk~~\n\n> someone drank it all\n\n"
            + "See https://example.org/recipes/a-rather-long-address-of-a-page?with=a&query=too#and");
    api.send(
        "kitchen",
        "carol",
        "```\nfor (int i = 0; i < 3; i++) {\n  bake(bread.get(i), Heat.of(220), \"until it is brown and smells of it\");\n}\n```");
    clock.advance(Duration.ofDays(1));
    api.send("kitchen", "Someone With A Remarkably Long Name Who Likes It That Way, Truly", "Hi");
    api.send("kitchen", "alice", "🥐");
    api.send("kitchen", "carol", "🎉👩‍🍳 in a line of text, and 日本語, and العربية");
    api.send("kitchen", "دانا", "مرحبا بالجميع، كيف الحال؟");
    api.send("kitchen", "bob", "word".repeat(60));
    api.send("kitchen", "carol", "It goes on and on. ".repeat(30).strip());
    clock.advance(Duration.ofMinutes(10));
    api.send("kitchen", "alice", "My cup is the red one");
    api.send("kitchen", "bob", "And mine is `blue`");
  }
}
