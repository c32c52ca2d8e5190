package chat.parley.server.poll;

import chat.parley.model.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A poll, checked and read.
 *
 * @param noLonger why its caller is not let in any more; null while it is
 * @param address where it came from, for the limit per address
 * @param addressIsLimited false for this machine's own clients
 */
public record PollRequest(
    Owner owner,
    Supplier<@Nullable Refusal> noLonger,
    Rooms rooms,
    Wanted wanted,
    @Nullable String cursor,
    @Nullable String lastMessageId,
    int timeoutSeconds,
    int limit,
    String address,
    boolean addressIsLimited) {

  /** The same from another place on. */
  public PollRequest at(String otherCursor) {
    return new PollRequest(
        owner,
        noLonger,
        rooms,
        wanted,
        otherCursor,
        lastMessageId,
        timeoutSeconds,
        limit,
        address,
        addressIsLimited);
  }
}
