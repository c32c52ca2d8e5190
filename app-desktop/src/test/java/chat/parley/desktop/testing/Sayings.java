package chat.parley.desktop.testing;

import java.util.List;

/** What people write: short and long, code, links, pictures, and from right to left. */
public final class Sayings {
  private static final List<String> KINDS =
      List.of(
          "ok",
          "who has the key to the attic? I left mine at home this morning",
          "see https://example.org/a/page?with=arguments and **tell** me what _you_ think of it",
          "on my way 🚲 🙂",
          "it says:\n```java\nfor (int i = 0; i < 10; i++) {\n  System.out.println(i);\n}\n```",
          "a longer one. ".repeat(20),
          "use `git pull` and then `./mvnw verify`, please",
          "مرحبا بالجميع، هل يعمل كل شيء؟",
          "- milk\n- bread\n- coffee\n\n> said someone",
          "yes",
          "lunch at twelve?",
          "שלום לכולם, see you at 9:30",
          "thanks, that was quick! I will look at it in the afternoon, when the others are here",
          "👍");

  private Sayings() {}

  /** One of them, after a word that it is known by. */
  public static String of(String word, int number) {
    return word + " " + KINDS.get(number % KINDS.size());
  }

  /** The word that a message is known by. */
  public static String word(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }
}
