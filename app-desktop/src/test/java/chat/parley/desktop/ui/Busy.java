package chat.parley.desktop.ui;

import chat.parley.desktop.testing.Chatter;

/** A room that has seen some life: 500 messages of every kind. */
final class Busy {
  private static final int MESSAGES = 500;
  private static final String[] PEOPLE = {"Ben", "Carol", "Dana", "Efe", "Françoise", "李雷"};
  private static final String[] LINES = {
    "Morning! Is the projector working now?",
    "It is. I had to turn it off and on again :sweat_smile:",
    "The slides are at http://192.168.1.7:9000/slides.pdf and the notes at https://example.org/notes?day=1#two",
    "We start at 9:15. Until then: run `./mvnw verify` once, so that everything is downloaded.",
    "```java\nvoid main() {\n  IO.println(\"Hello, room!\");\n}\n```",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
        + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "مرحبا بالجميع، هل يعمل كل شيء؟",
    "> Nothing: it finds the JDK by itself.\n\nThat is *good* to know, **thank you**!",
    "What we need:\n\n1. a room\n2. a cable\n3. coffee\n   - with milk\n   - without",
    "🎉",
    "👍🏽 👩‍👩‍👧‍👦 🇫🇷",
    "好的,我们九点十五分见。",
    "a\nb\nc",
    "שלום לכולם, I will be *five* minutes late",
    "ok"
  };

  private Busy() {}

  static void fill(Chatter others) {
    for (int i = 0; i < MESSAGES; i++) {
      others.say(PEOPLE[(i / 2) % PEOPLE.length], LINES[i % LINES.length], "general");
    }
    others.say("Carol", "Who has the key?", "kitchen");
    others.say("Dana", "Lunch is at 12.", "lunch");
    others.say("Efe", "How do I leave vim?", "questions");
  }
}
