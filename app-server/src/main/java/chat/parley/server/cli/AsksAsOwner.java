package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.access.OwnerToken;
import chat.parley.server.doctor.Health;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.machine.Addresses;
import chat.parley.server.tls.OwnCertificate;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command that asks the running server in its owner's name, by the token in the data folder. The
 * token goes to this machine, or to who has a key that is known, and to nobody else.
 */
abstract class AsksAsOwner extends AsksServer {
  /** What such commands say of themselves. */
  static final String HOW =
      "The server has to be running. It is asked over HTTP, by the owner's token in the data folder, so this is for"
          + " the user who runs it. Where it has TLS, give the TLS flags of the server too.";

  static final String STATUS =
      "Exit status: 0 it is done, 1 the server refused it, 2 it was asked wrongly or there is no server.";

  private static final String ROOT = "/";

  @Override
  public final Integer call() throws InterruptedException {
    requireOwnOptions();
    URI url = url(ROOT);
    if (!ROOT.equals(url.getPath())) {
      throw wrong("--url must have no path here: http://localhost:8000.");
    }
    try {
      Pin expected = expected(url);
      String token = OwnerToken.existing(data().folder());
      requireSafe(url);
      requireServer(url, expected);
      try (OwnerCalls server = new OwnerCalls(url, expected, token)) {
        return ask(server);
      }
    } catch (UnusableFileException | OwnerToken.UnusableTokenException e) {
      return CommandLineInterface.ended(spec(), e, CommandLineInterface.NOT_BEGUN);
    } catch (SecretInput.NoSecretException e) {
      return CommandLineInterface.ended(spec(), e, CommandLineInterface.NOT_BEGUN);
    } catch (OwnerCalls.NotDoneException e) {
      return CommandLineInterface.ended(spec(), e, e.status());
    }
  }

  /** Asks the server, which answers, and says what came of it. */
  abstract int ask(OwnerCalls server)
      throws OwnerCalls.NotDoneException, SecretInput.NoSecretException, InterruptedException;

  /** The key in the data folder is the one that counts, also where it is asked by its URL. */
  @Override
  final @Nullable Pin expected(URI url) throws UnusableFileException {
    Pin given = givenPin(url);
    return given == null
            && Addresses.HTTPS.equals(url.getScheme())
            && (tls().isOn() || OwnCertificate.isIn(data().folder()))
        ? tls().pin(data().folder())
        : given;
  }

  /** Options that stand before a command's own word would be read and left. */
  private void requireOwnOptions() {
    CommandSpec parent = spec().parent();
    if (parent != null
        && parent.parent() != null
        && !parent.commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw wrong("Write the options behind '" + spec().name() + "'.");
    }
  }

  private void requireSafe(URI url) {
    if (Addresses.HTTP.equals(url.getScheme()) && !Addresses.isThisMachine(url.getHost())) {
      throw wrong(
          "The owner's token does not leave this machine in clear text, and "
              + url.getHost()
              + " is another one.");
    }
  }

  /** Only what is a server of ours, and has the right key, is shown the token. */
  private static void requireServer(URI url, @Nullable Pin expected)
      throws OwnerCalls.NotDoneException, InterruptedException {
    switch (Health.ask(url.resolve("/health"), expected)) {
      case Health.Well _, Health.Unwell _ -> {}
      case Health.OtherKey _ ->
          throw notBegun(
              "The server at "
                  + url
                  + (expected == null
                      ? " shows a key that nobody vouches for here; give its --pin."
                      : " shows another key than the one that is expected."));
      case Health.Stranger _ ->
          throw notBegun(
              "What answers at "
                  + url
                  + " is not Parley, or speaks TLS: give the --tls flags that the server has.");
      case Health.Silence silence ->
          throw notBegun("No server at " + url + ": " + silence.reason());
    }
  }

  private static OwnerCalls.NotDoneException notBegun(String sentence) {
    return new OwnerCalls.NotDoneException(sentence, CommandLineInterface.NOT_BEGUN);
  }

  /** Says that it is done. */
  final int done(String sentence) {
    return told(sentence, CommandLineInterface.DONE);
  }
}
