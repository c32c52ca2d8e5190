package chat.parley.desktop;

import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.JoinLink;
import chat.parley.desktop.sync.Knock;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.welcome.WelcomeViewModel;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The two ways into a chat.
 *
 * @param hosting starts the server on this computer
 * @param begin opens a chat under a name; called on the toolkit's thread
 * @param known what is known of the server at an address
 * @param window runs tasks on the toolkit's thread
 * @param nanos a clock that never runs backwards
 */
record WaysIn(
    Supplier<CompletableFuture<HostState.Running>> hosting,
    BiConsumer<String, ChatPlace> begin,
    Function<URI, ChatPlace> known,
    Executor window,
    LongSupplier nanos)
    implements WelcomeViewModel.Ways {
  @Override
  public CompletableFuture<Void> join(String name, String address) {
    return switch (JoinLink.read(address)) {
      case JoinLink.Reading.Unreadable(JoinLink.Why why) ->
          CompletableFuture.failedFuture(new Problems.Told(key(why)));
      case JoinLink.Reading.Address link ->
          knock(
              name,
              link.pin() == null
                  ? known.apply(link.base())
                  : ChatPlace.at(link.base(), link.pin()));
    };
  }

  private CompletableFuture<Void> knock(String name, ChatPlace place) {
    return Knock.at(place.base(), place.pin(), nanos)
        .thenAcceptAsync(who -> join(name, place, who), window);
  }

  private void join(String name, ChatPlace place, Knock who) {
    String server = place.base().getAuthority();
    switch (who) {
      case PARLEY -> begin.accept(name, place);
      case SOMETHING_ELSE -> throw new Problems.Told("join.not.parley", server);
      case NOTHING -> throw new Problems.Told("join.unreachable", server);
      case OTHER_KEY -> throw new Problems.Told("join.other.key", server);
      case UNTRUSTED -> throw new Problems.Told("join.untrusted", server);
    }
  }

  private static String key(JoinLink.Why why) {
    return switch (why) {
      case EMPTY -> "join.empty";
      case TOO_LONG -> "join.too.long";
      case OTHER_SCHEME -> "join.scheme";
      case USER_INFO -> "join.user.info";
      case BAD_HOST -> "join.bad.host";
      case BAD_PORT -> "join.bad.port";
      case BAD_PIN -> "join.bad.pin";
      case PIN_IN_CLEAR -> "join.pin.in.clear";
    };
  }

  @Override
  public CompletableFuture<Void> host(String name) {
    return hosting
        .get()
        .thenAcceptAsync(running -> begin.accept(name, ChatPlace.own(running.port())), window);
  }
}
