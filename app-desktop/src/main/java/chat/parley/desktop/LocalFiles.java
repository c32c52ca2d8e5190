package chat.parley.desktop;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.settings.SettingsFile;

/** What this person has on this computer. */
public record LocalFiles(SettingsFile settings, Replica replica) implements AutoCloseable {
  /**
   * Opens it. It uses the disk: not for the toolkit's thread.
   *
   * @throws UnusableReplicaException if what is kept cannot be used; nothing was changed
   */
  public static LocalFiles open(Surroundings around) throws UnusableReplicaException {
    Replica replica = Replica.open(around.folder().resolve("replica.db"), around.clock());
    return new LocalFiles(SettingsFile.open(around.folder().resolve("settings.json")), replica);
  }

  @Override
  public void close() {
    replica.close();
    settings.close();
  }
}
