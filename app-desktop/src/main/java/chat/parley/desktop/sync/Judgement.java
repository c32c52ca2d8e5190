package chat.parley.desktop.sync;

import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.replica.RoomNews;
import chat.parley.model.Json;
import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.tls.PinnedTrust;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param held how long it took
 * @param server the host and port that were asked
 */
record Judgement(Duration held, String server) {
  private static final int NAME_MAX_CHARS = 512;
  private static final int DETAIL_MAX_CHARS = 500;
  private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);
  private static final Pattern CURSOR =
      Pattern.compile("[A-Za-z0-9_-]{1," + Limits.CURSOR_MAX_CHARS + "}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  /** What a request that had no response came to. */
  PollOutcome.Failure of(@Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : thrown;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof PinnedTrust.OtherKeyException) {
        return new PollOutcome.OtherKey(server);
      }
      if (at instanceof CertificateException) {
        return new PollOutcome.Untrusted();
      }
      if (at instanceof UnresolvedAddressException || at instanceof UnknownHostException) {
        return new PollOutcome.Unreachable("There is no such name on this network.");
      }
      if (at instanceof HttpConnectTimeoutException) {
        return new PollOutcome.Unreachable("Nothing answers at that address.");
      }
      if (at instanceof NoRouteToHostException) {
        return new PollOutcome.Unreachable("There is no way to that address.");
      }
      if (at instanceof ConnectException) {
        return new PollOutcome.Unreachable("Nothing listens at that address.");
      }
    }
    return new PollOutcome.Cut(held);
  }

  /** The reply in a response, if that is what was asked for. */
  <T> T of(HttpResponse<byte[]> response, Class<T> type) throws CallFailure {
    int status = response.statusCode();
    if (status == 200) {
      return decoded(response.body(), type);
    }
    if (status < 400) {
      throw new CallFailure(
          new PollOutcome.NotParley("The address leads elsewhere (status " + status + ")."));
    }
    Optional<Replies.Refused> refused = refusal(response.body());
    if (refused.isPresent()) {
      Replies.Refused said = refused.get();
      throw new CallFailure(
          new PollOutcome.Refused(
              status, said.code(), cut(said.detail()), said.field(), retryAfter(response)));
    }
    throw new CallFailure(
        status >= 500
            ? new PollOutcome.GatewayError(status, retryAfter(response), held)
            : new PollOutcome.NotParley(
                "What answers there is no Parley server (status " + status + ")."));
  }

  private static String cut(String detail) {
    return detail.length() <= DETAIL_MAX_CHARS ? detail : detail.substring(0, DETAIL_MAX_CHARS);
  }

  private static <T> T decoded(byte[] body, Class<T> type) throws CallFailure {
    try {
      T reply = Json.read(body, type);
      if (reply != null && isWhole(reply)) {
        return reply;
      }
    } catch (UncheckedIOException | IllegalArgumentException | ArithmeticException e) {
      throw notParley();
    }
    throw notParley();
  }

  private static CallFailure notParley() {
    return new CallFailure(new PollOutcome.NotParley("What answers there is no Parley server."));
  }

  private static Optional<Replies.Refused> refusal(byte[] body) {
    try {
      Replies.Refused refused = Json.read(body, Replies.Refused.class);
      return refused != null
              && "error".equals(refused.status())
              && areThere(refused.code(), refused.detail())
          ? Optional.of(refused)
          : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** JSON may lack what the protocol promises; the rest of the app need not know that. */
  private static boolean isWhole(Object reply) {
    return switch (reply) {
      case PollReply poll ->
          areWhole(poll.messages()) && areWholeNews(poll.events()) && isCursor(poll.cursor());
      case Wire wire -> wire.isWhole();
      case Replies.History history ->
          areWhole(history.messages()) && isCursor(history.cursor()) && isName(history.room());
      case Replies.Sent sent -> areThere(sent.messageId(), sent.timestamp());
      case Replies.Health health -> areThere(health.status());
      default -> true;
    };
  }

  private static boolean areWhole(@Nullable List<Message> messages) {
    return messages != null
        && messages.stream()
            .allMatch(message ->
                message != null
                    && areThere(message.id(), message.timestamp())
                    && isText(message.text())
                    && isName(message.sender())
                    && isName(message.room()));
  }

  private static boolean areWholeNews(@Nullable List<RoomNews> events) {
    return events == null
        || events.stream()
            .allMatch(event -> event != null && areThere(event.type()) && isName(event.room()));
  }

  /** No server takes a longer one, and laying out a few MB would hold a window up for minutes. */
  private static boolean isText(@Nullable String text) {
    return text != null && text.length() <= Limits.TEXT_MAX_BYTES;
  }

  static boolean isName(@Nullable String name) {
    return name != null && !name.isEmpty() && name.length() <= NAME_MAX_CHARS;
  }

  private static boolean isCursor(@Nullable String cursor) {
    return cursor != null && CURSOR.matcher(cursor).matches();
  }

  private static boolean areThere(@Nullable Object... values) {
    for (Object value : values) {
      if (value == null) {
        return false;
      }
    }
    return true;
  }

  /** The seconds of a Retry-After; its other form, a date, is not used between programs. */
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String value = response.headers().firstValue("Retry-After").orElse("").strip();
    if (!SECONDS.matcher(value).matches()) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(value));
    return asked.compareTo(RETRY_AFTER_MAX) < 0 ? asked : RETRY_AFTER_MAX;
  }
}
