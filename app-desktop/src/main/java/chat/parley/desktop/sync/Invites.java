package chat.parley.desktop.sync;

import chat.parley.model.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Invitations into the chat of a server that this person runs. */
public final class Invites {
  private final ServerApi api;

  Invites(ServerApi api) {
    this.api = api;
  }

  /**
   * An invitation.
   *
   * @param code lets in whoever has it
   * @param left how many can still come in by it
   * @param expires until when; null for ever
   */
  public record Invite(String code, String id, int left, @Nullable Instant expires) {
    /** Without the code: this is what comes into logs. */
    @Override
    public String toString() {
      return "Invite[id=" + id + ", left=" + left + ", expires=" + expires + "]";
    }
  }

  /** Makes an invitation: for how many and how long, the server says. */
  public CompletableFuture<Invite> make() {
    return api.ask("POST", "api/admin/invites", Map.of(), Wire.Invited.class)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(AccessException.of(failure, false)))
        .thenApply(
            made -> new Invite(made.invite(), made.id(), made.left(), instant(made.expires())));
  }

  /** How an invitation stands now; nothing if it is no longer good. */
  public CompletableFuture<Optional<Invite>> look(Invite known) {
    return api.ask("GET", "api/admin/invites", null, Wire.Invites.class)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(AccessException.of(failure, false)))
        .thenApply(list ->
            list.invites().stream()
                .filter(invite -> invite.id().equals(known.id()) && invite.left() > 0)
                .findFirst()
                .map(now ->
                    new Invite(known.code(), known.id(), now.left(), instant(now.expires()))));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : Instant.ofEpochMilli(time.millis());
  }
}
