package chat.parley.desktop.replica;

import java.sql.SQLException;
import java.time.Instant;

/** One server's own row, and the drafts of what is being written for it, in one transaction. */
final class ServerRow {
  private final Statements statements;
  private final long server;

  ServerRow(Statements statements, long server) {
    this.statements = statements;
    this.server = server;
  }

  ServerReplica.Place place() throws SQLException {
    ServerReplica.Place place =
        statements.one(
            "SELECT cursor, patience_s FROM servers WHERE id = ?",
            row -> {
              Long patience = Statements.longOrNull(row, "patience_s");
              return new ServerReplica.Place(
                  row.getString("cursor"), patience == null ? null : Math.toIntExact(patience));
            },
            server);
    return place == null ? new ServerReplica.Place(null, null) : place;
  }

  /** Nothing is written for a server that one has never reached: who would get it is not known. */
  void requireVisited() throws SQLException {
    if (place().cursor() == null) {
      throw new ReplicaException(
          ReplicaException.Kind.NEVER_REACHED, "This server has not been reached yet.");
    }
  }

  void used(Instant now) throws SQLException {
    statements.update("UPDATE servers SET used = ? WHERE id = ?", now.toEpochMilli(), server);
  }

  void patience(int seconds) throws SQLException {
    statements.update("UPDATE servers SET patience_s = ? WHERE id = ?", seconds, server);
  }

  void cursor(String cursor) throws SQLException {
    statements.update("UPDATE servers SET cursor = ? WHERE id = ?", cursor, server);
  }

  void keep(Token token) throws SQLException {
    forgetToken();
    statements.update(
        "INSERT INTO tokens (server, name, secret, administrator) VALUES (?, ?, ?, ?)",
        server,
        token.name(),
        token.secret(),
        token.administrator());
  }

  void forgetToken() throws SQLException {
    statements.update("DELETE FROM tokens WHERE server = ?", server);
    statements.eraseAfterCommit();
  }

  void saveDraft(String room, String text) throws SQLException {
    if (text.isEmpty()) {
      statements.update("DELETE FROM drafts WHERE server = ? AND room = ?", server, room);
    } else {
      statements.update(
          "INSERT OR REPLACE INTO drafts (server, room, text) VALUES (?, ?, ?)",
          server,
          room,
          text);
    }
  }

  String draft(String room) throws SQLException {
    String text =
        statements.one(
            "SELECT text FROM drafts WHERE server = ? AND room = ?",
            row -> row.getString(1),
            server,
            room);
    return text == null ? "" : text;
  }
}
