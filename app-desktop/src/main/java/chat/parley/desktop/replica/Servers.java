package chat.parley.desktop.replica;

import chat.parley.model.Timestamp;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of servers. */
final class Servers {
  private static final int LISTED_MAX = 1_000;

  private Servers() {}

  /** The number that stands for a server in the other tables; it is made known where it is not. */
  static long id(Statements statements, String key, InstantSource clock) throws SQLException {
    long id = statements.number("SELECT id FROM servers WHERE key = ?", key);
    if (id == 0) {
      statements.update(
          "INSERT INTO servers (key, name, used) VALUES (?, '', ?)", key, clock.millis());
      id = statements.number("SELECT id FROM servers WHERE key = ?", key);
    }
    return id;
  }

  static List<KnownServer> all(Statements statements) throws SQLException {
    return statements.list(
        "SELECT key, name, used FROM servers ORDER BY used DESC LIMIT ?",
        row ->
            new KnownServer(
                row.getString("key"), row.getString("name"), new Timestamp(row.getLong("used"))),
        LISTED_MAX);
  }

  /** The tokens there are, by the keys of their servers. */
  static Map<String, Token> tokens(Statements statements) throws SQLException {
    Map<String, Token> tokens = new HashMap<>();
    statements.list(
        """
        SELECT key, tokens.name, secret, administrator FROM tokens JOIN servers
        ON servers.id = tokens.server
        """,
        row ->
            tokens.put(
                row.getString("key"),
                new Token(
                    row.getString("name"),
                    row.getString("secret"),
                    row.getBoolean("administrator"))));
    return tokens;
  }

  static void name(Statements statements, String key, String name, InstantSource clock)
      throws SQLException {
    statements.update("UPDATE servers SET name = ? WHERE id = ?", name, id(statements, key, clock));
  }

  static void forget(Statements statements, String key) throws SQLException {
    statements.update("DELETE FROM servers WHERE key = ?", key);
  }
}
