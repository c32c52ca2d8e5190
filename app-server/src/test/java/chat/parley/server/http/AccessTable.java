package chat.parley.server.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who gets what of each route, as {@code access-table.txt} has it. */
final class AccessTable {
  private static final Path FILE =
      Path.of("src/test/resources/chat/parley/server/http/access-table.txt");
  private static final Path ROUTES = Path.of("src/main/java/chat/parley/server/http/Routes.java");
  private static final Pattern ROUTE =
      Pattern.compile(
          "(?:\\badd\\(\\s*HandlerType\\.(\\w+),\\s*|\\bget\\(\\s*)\"([^\"]+)\",\\s*[A-Z]+,");

  private AccessTable() {}

  /** Kinds of callers, in the order of the table's columns. */
  enum Kind {
    NOBODY,
    GUEST,
    MEMBER,
    OTHER,
    MODERATOR,
    OWNER,
    ROOM_BANNED,
    NAME_BANNED,
    EXPIRED,
    REVOKED,
    ADMINISTRATOR,
    SERVER_OWNER
  }

  /**
   * A line of the table.
   *
   * @param rule {@code page}, {@code free} or {@code in}
   * @param room {@code public}, {@code private} or {@code -}
   */
  record Line(
      String route,
      String query,
      String body,
      String rule,
      String room,
      Map<Kind, Integer> statuses) {
    String method() {
      return route.substring(0, route.indexOf(' '));
    }

    String path() {
      return route.substring(route.indexOf(' ') + 1);
    }

    /** What that kind of caller gets. */
    int due(Kind kind, boolean mustBeLetIn) {
      boolean stranger = kind == Kind.NOBODY || kind == Kind.GUEST;
      return mustBeLetIn && stranger && rule.equals("in")
          ? 401
          : Objects.requireNonNull(statuses.get(kind));
    }

    private static Line of(String written) {
      String[] cells = written.split("\\|", -1);
      List<String> all = Arrays.stream(cells).map(String::strip).toList();
      List<Integer> numbers =
          Arrays.stream(all.get(5).split(" +", -1)).map(Integer::valueOf).toList();
      if (all.size() != 6 || numbers.size() != Kind.values().length) {
        throw new IllegalArgumentException("Not a line of the table: " + written);
      }
      Map<Kind, Integer> statuses = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        statuses.put(kind, numbers.get(statuses.size()));
      }
      return new Line(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4), statuses);
    }
  }

  static List<Line> lines() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Line::of)
        .toList();
  }

  /** Every route there is, as the source has it. */
  static Set<String> routes() throws IOException {
    Set<String> routes = new TreeSet<>();
    ROUTE
        .matcher(Files.readString(ROUTES))
        .results()
        .forEach(route ->
            routes.add(
                (route.group(1) == null ? "GET" : route.group(1).toUpperCase(Locale.ROOT))
                    + " "
                    + route.group(2)));
    return routes;
  }

  /** How many routes the source adds, counted in another way. */
  static long additions() throws IOException {
    return Files.readString(ROUTES)
        .lines()
        .filter(line -> line.matches("    (add|get)\\(.*"))
        .filter(line -> line.contains("\"/"))
        .count();
  }
}
