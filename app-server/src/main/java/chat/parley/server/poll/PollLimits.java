package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many polls may be open: in all, and from one address. */
final class PollLimits {
  private final int inAll;
  private final int perAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> openFrom = new ConcurrentHashMap<>();

  PollLimits(int inAll, int perAddress) {
    this.inAll = inAll;
    this.perAddress = perAddress;
  }

  /**
   * Counts a poll in; {@link #leave} counts it out.
   *
   * @throws Refusal {@code overloaded} if there is no room for it; then it is not counted
   */
  void enter(PollRequest request) {
    boolean tooManyFromThere =
        request.addressIsLimited()
            && openFrom.merge(request.address(), 1, Integer::sum) > perAddress;
    boolean tooMany = open.incrementAndGet() > inAll;
    if (tooMany || tooManyFromThere) {
      leave(request);
      throw new Refusal(
          ErrorCode.OVERLOADED,
          tooMany
              ? "This server already holds as many polls as it may; try again in a moment."
              : "This server already holds as many polls from your address as it may; try again in a moment.");
    }
  }

  void leave(PollRequest request) {
    open.decrementAndGet();
    if (request.addressIsLimited()) {
      openFrom.computeIfPresent(request.address(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }
}
