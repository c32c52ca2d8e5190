package chat.parley.desktop;

import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.JoinLink;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.sync.Account;
import chat.parley.desktop.sync.Knock;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.welcome.WelcomeViewModel;
import chat.parley.desktop.ui.welcome.WelcomeViewModel.Answer;
import chat.parley.desktop.ui.welcome.WelcomeViewModel.Attempt;
import chat.parley.model.SenderName;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two ways into a chat.
 *
 * @param replica where what lets one in is kept
 * @param hosting starts the server on this computer, in which a name is one's own then
 * @param begin opens a chat under a name; called on the toolkit's thread
 * @param known what is known of the server at an address
 * @param window runs tasks on the toolkit's thread
 * @param nanos a clock that never runs backwards
 */
record WaysIn(
    Replica replica,
    Function<String, CompletableFuture<HostState.Running>> hosting,
    BiConsumer<String, ChatPlace> begin,
    Function<URI, ChatPlace> known,
    Executor window,
    LongSupplier nanos)
    implements WelcomeViewModel.Ways {
  @Override
  public CompletableFuture<Answer> join(Attempt attempt) {
    return switch (JoinLink.read(attempt.address())) {
      case JoinLink.Reading.Unreadable(JoinLink.Why why) ->
          CompletableFuture.failedFuture(new Problems.Told(key(why)));
      case JoinLink.Reading.Address link ->
          knock(
              attempt,
              link.pin() == null
                  ? known.apply(link.base())
                  : ChatPlace.at(link.base(), link.pin()));
    };
  }

  private CompletableFuture<Answer> knock(Attempt attempt, ChatPlace place) {
    return Knock.at(place.base(), place.pin(), nanos)
        .thenCompose(who -> enter(attempt, place, who))
        .thenApplyAsync(
            in -> {
              if (in.answer() == Answer.IN) {
                begin.accept(in.name(), place);
              }
              return in.answer();
            },
            window);
  }

  /** What came of an attempt, and the name that one is in under. */
  private record Result(Answer answer, String name) {}

  private CompletableFuture<Result> enter(Attempt attempt, ChatPlace place, Knock who) {
    String server = place.base().getAuthority();
    return switch (who) {
      case PARLEY -> enter(attempt, place, replica.server(place.key()));
      case SOMETHING_ELSE -> throw new Problems.Told("join.not.parley", server);
      case NOTHING -> throw new Problems.Told("join.unreachable", server);
      case OTHER_KEY -> throw new Problems.Told("join.other.key", server);
      case UNTRUSTED -> throw new Problems.Told("join.untrusted", server);
    };
  }

  private CompletableFuture<Result> enter(Attempt attempt, ChatPlace place, ServerReplica server) {
    String invite = JoinLink.invite(attempt.address());
    Token kept = server.token();
    if (attempt.how() == WelcomeViewModel.How.BY_LINK
        && kept != null
        && (invite == null || isSame(kept.name(), attempt.name()))) {
      return CompletableFuture.completedFuture(new Result(Answer.IN, kept.name()));
    }
    Account account = Account.at(place.base(), place.pin(), nanos, server, null);
    return enter(attempt, invite, account).whenComplete((result, failure) -> account.close());
  }

  private static CompletableFuture<Result> enter(
      Attempt attempt, @Nullable String invite, Account account) {
    String name = attempt.name();
    return switch (attempt.how()) {
      case SIGN_IN -> in(account.login(name, attempt.password()));
      case REGISTER -> in(account.register(name, attempt.password(), invite));
      case BY_LINK ->
          account
              .door()
              .thenCompose(door ->
                  switch (door.access()) {
                    case OPEN -> answer(Answer.IN, name);
                    case INVITE ->
                        invite == null
                            ? answer(Answer.INVITE_WANTED, name)
                            : in(account.join(name, invite));
                    case ACCOUNTS ->
                        answer(
                            door.signUp() || invite != null
                                ? Answer.ACCOUNT_WANTED
                                : Answer.SIGN_IN_WANTED,
                            name);
                  });
    };
  }

  private static CompletableFuture<Result> in(CompletableFuture<Token> granted) {
    return granted.thenApply(token -> new Result(Answer.IN, token.name()));
  }

  private static CompletableFuture<Result> answer(Answer answer, String name) {
    return CompletableFuture.completedFuture(new Result(answer, name));
  }

  /** Whether two names are one to a server. */
  static boolean isSame(String kept, String typed) {
    return SenderName.of(kept).key().equals(SenderName.of(typed).key());
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
        .apply(name)
        .thenAcceptAsync(running -> begin.accept(name, ChatPlace.own(running.port())), window);
  }
}
