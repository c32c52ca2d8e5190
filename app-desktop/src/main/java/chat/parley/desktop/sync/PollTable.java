package chat.parley.desktop.sync;

import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.sync.PollDecision.Next;
import chat.parley.desktop.sync.PollOutcome.Answered;
import chat.parley.desktop.sync.PollOutcome.Cut;
import chat.parley.desktop.sync.PollOutcome.GatewayError;
import chat.parley.desktop.sync.PollOutcome.NotKept;
import chat.parley.desktop.sync.PollOutcome.NotParley;
import chat.parley.desktop.sync.PollOutcome.OtherKey;
import chat.parley.desktop.sync.PollOutcome.Refused;
import chat.parley.desktop.sync.PollOutcome.Slept;
import chat.parley.desktop.sync.PollOutcome.Unreachable;
import chat.parley.desktop.sync.PollOutcome.Untrusted;
import chat.parley.model.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what follows from how an attempt to poll came out.
 *
 * <table>
 * <caption>outcome → what next, and what the person sees</caption>
 * <tr><td>answered, with news or after a wait</td><td>again</td><td>online</td></tr>
 * <tr><td>answered at once, and nothing new</td><td>again; from the second in a row after a growing
 *     wait</td><td>online</td></tr>
 * <tr><td>answered with {@code retry_after_ms}</td><td>wait as long</td><td>offline, busy</td></tr>
 * <tr><td>409 superseded, 410 disconnected</td><td>stop</td><td>stopped</td></tr>
 * <tr><td>410 room_left</td><td>read which rooms there are, then again from the same place; from
 *     the second in a row after a growing wait</td><td>online</td></tr>
 * <tr><td>401 token_invalid, token_missing</td><td>stop</td><td>stopped, signed out</td></tr>
 * <tr><td>403 banned</td><td>stop</td><td>stopped, banned</td></tr>
 * <tr><td>422 for the cursor</td><td>start over without one; from the second in a row after a
 *     growing wait</td><td>online</td></tr>
 * <tr><td>408, 425, 429, 5xx of Parley</td><td>wait as the server says, or a growing
 *     time</td><td>offline, busy</td></tr>
 * <tr><td>any other refusal</td><td>stop</td><td>stopped</td></tr>
 * <tr><td>cut, 502 or 504 while held</td><td>again, to be held half as long</td><td>online</td></tr>
 * <tr><td>cut otherwise, any 5xx not Parley's, no connection</td><td>wait, growing</td><td>offline,
 *     unreachable</td></tr>
 * <tr><td>not a Parley server</td><td>wait, growing</td><td>offline, not Parley</td></tr>
 * <tr><td>another key than the known one</td><td>stop</td><td>stopped</td></tr>
 * <tr><td>a certificate that nobody vouches for</td><td>wait, growing</td><td>offline,
 *     untrusted</td></tr>
 * <tr><td>not kept on this computer</td><td>wait, growing</td><td>offline, storage</td></tr>
 * <tr><td>slept</td><td>again</td><td>as before</td></tr>
 * </table>
 */
final class PollTable {
  private static final int SUPERSEDED = 409;
  private static final int DISCONNECTED = 410;
  private static final int UNPROCESSABLE = 422;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Link ONLINE = new Link.Online();

  private final RandomGenerator random;

  PollTable(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Decides.
   *
   * @param before what was remembered
   * @param shown what the person saw
   */
  PollDecision decide(PollState before, Link shown, PollOutcome outcome, Instant now) {
    return switch (outcome) {
      case Answered answered -> answered(before, answered, now);
      case Refused refused -> refused(before, refused, now);
      case GatewayError error
          when (error.status() == BAD_GATEWAY || error.status() == GATEWAY_TIMEOUT)
              && Patience.isHeld(error.held()) ->
          shorter(before, error.held(), now);
      case GatewayError error ->
          later(
              before.failed(now, before.patience()),
              error.retryAfter(),
              Link.Why.UNREACHABLE,
              "What stands before the server answered " + error.status() + ".",
              now);
      case Cut cut when Patience.isHeld(cut.held()) -> shorter(before, cut.held(), now);
      case Cut _ -> later(before, Link.Why.UNREACHABLE, null, now);
      case Unreachable unreachable ->
          later(before, Link.Why.UNREACHABLE, unreachable.detail(), now);
      case NotParley notParley -> later(before, Link.Why.NOT_PARLEY, notParley.detail(), now);
      case OtherKey other ->
          new PollDecision(
              before.failed(now, before.patience()),
              new Next.Stop(),
              new Link.Stopped(Link.Because.OTHER_KEY, other.server()));
      case Untrusted _ -> later(before, Link.Why.UNTRUSTED, null, now);
      case NotKept notKept -> later(before, Link.Why.STORAGE, notKept.detail(), now);
      case Slept _ -> new PollDecision(before.fresh(), new Next.Again(), shown);
    };
  }

  private PollDecision answered(PollState before, Answered answered, Instant now) {
    PollReply reply = answered.reply();
    Long retryAfterMillis = reply.retryAfterMs();
    if (retryAfterMillis != null) {
      return later(
          before.failed(now, before.patience()),
          Duration.ofMillis(Math.max(0, retryAfterMillis)),
          Link.Why.BUSY,
          "The server is restarting.",
          now);
    }
    boolean told = !reply.messages().isEmpty() || !reply.news().isEmpty();
    boolean news = told && !Boolean.TRUE.equals(reply.reset());
    boolean atOnce = answered.held().compareTo(AT_ONCE) < 0;
    int fruitless = news || !atOnce ? 0 : before.fruitless() + 1;
    boolean servedInFull = reply.timeout() && answered.held().toSeconds() >= answered.asked() - 1;
    Patience patience = servedInFull ? before.patience().served() : before.patience();
    return new PollDecision(before.answered(fruitless, patience), soon(fruitless), ONLINE);
  }

  private Next soon(int fruitless) {
    return fruitless > 1 ? new Next.Wait(Backoff.after(fruitless, random)) : new Next.Again();
  }

  private PollDecision refused(PollState before, Refused refused, Instant now) {
    if (refused.isPassing()) {
      return later(
          before.failed(now, before.patience()),
          refused.retryAfter(),
          Link.Why.BUSY,
          refused.detail(),
          now);
    }
    int fruitless = before.fruitless() + 1;
    Duration wait = fruitless > 1 ? Backoff.after(fruitless, random) : Duration.ZERO;
    if (refused.status() == UNPROCESSABLE && "cursor".equals(refused.field())) {
      return new PollDecision(
          before.answered(fruitless, before.patience()), new Next.StartOver(wait), ONLINE);
    }
    if (refused.code().equals(ErrorCode.ROOM_LEFT.wire())) {
      return new PollDecision(
          before.answered(fruitless, before.patience()), new Next.ReadRooms(wait), ONLINE);
    }
    return stopped(before, refused, now);
  }

  private static PollDecision stopped(PollState before, Refused refused, Instant now) {
    Link.Because because;
    if (refused.isSignedOut()) {
      because = Link.Because.SIGNED_OUT;
    } else if (refused.code().equals(ErrorCode.BANNED.wire())) {
      because = Link.Because.BANNED;
    } else {
      because =
          switch (refused.status()) {
            case SUPERSEDED -> Link.Because.SUPERSEDED;
            case DISCONNECTED -> Link.Because.DISCONNECTED;
            default -> Link.Because.REFUSED;
          };
    }
    return new PollDecision(
        before.failed(now, before.patience()),
        new Next.Stop(),
        new Link.Stopped(because, refused.detail()));
  }

  /** The way to the server does not hold requests for so long: nothing is lost, and it is there. */
  private static PollDecision shorter(PollState before, Duration held, Instant now) {
    return new PollDecision(
        before.failed(now, before.patience().cutAfter(held)), new Next.Again(), ONLINE);
  }

  private PollDecision later(PollState before, Link.Why why, @Nullable String detail, Instant now) {
    return later(before.failed(now, before.patience()), null, why, detail, now);
  }

  private PollDecision later(
      PollState state,
      @Nullable Duration askedByServer,
      Link.Why why,
      @Nullable String detail,
      Instant now) {
    Duration wait =
        askedByServer == null
            ? Backoff.after(state.failures(), random)
            : Backoff.asked(askedByServer, random);
    Instant since = state.lostSince() == null ? now : state.lostSince();
    return new PollDecision(
        state, new Next.Wait(wait), new Link.Offline(since, now.plus(wait), why, detail));
  }
}
