package chat.parley.server.poll;

import java.util.List;

/**
 * A refusal that is sent later, so that two clients that take over from each other do not do so in
 * a tight loop.
 */
final class HeldRefusal extends Waiter {
  private final Runnable refuse;

  /**
   * @param deadlineMillis when it is sent, on the notifier's clock
   */
  HeldRefusal(long deadlineMillis, Runnable refuse) {
    super(deadlineMillis);
    this.refuse = refuse;
  }

  @Override
  List<String> keys() {
    return List.of();
  }

  @Override
  void woken(Wake why) {
    refuse.run();
  }
}
