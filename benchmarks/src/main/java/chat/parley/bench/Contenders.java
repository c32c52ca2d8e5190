package chat.parley.bench;

import chat.parley.bench.subject.CometD;
import chat.parley.bench.subject.FastApi;
import chat.parley.bench.subject.Launch;
import chat.parley.bench.subject.Nchan;
import chat.parley.bench.subject.Parley;
import chat.parley.bench.subject.RawNio;
import chat.parley.bench.subject.SocketIo;
import chat.parley.bench.subject.Subject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that may be measured.
 *
 * @param launch how this server is started
 * @param variants further options of {@code serve}, each for one more of this server
 * @param only the names of those that are wanted; none for all
 */
record Contenders(Launch launch, List<String> variants, List<String> only) {
  Contenders {
    variants = List.copyOf(variants);
    only = List.copyOf(only);
  }

  private List<Subject> known() {
    List<Subject> known = new ArrayList<>();
    known.add(new Parley("Parley", false, List.of(), launch));
    known.add(new Parley("Parley by invitation", true, List.of(), launch));
    for (String options : variants) {
      known.add(new Parley("Parley " + options, false, List.of(options.split(" ")), launch));
    }
    known.addAll(List.of(new RawNio(), new Nchan(), new CometD(), new SocketIo(), new FastApi()));
    return known;
  }

  private List<Subject> wanted() {
    return known().stream()
        .filter(subject -> only.isEmpty() || only.contains(subject.name()))
        .toList();
  }

  /**
   * Looks whether all that are wanted are known.
   *
   * @throws IllegalArgumentException if not, with their names
   */
  void requireKnown() {
    List<String> names = known().stream().map(Subject::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "There is no server '" + name + "'; known: " + String.join(", ", names));
      }
    }
  }

  /** Whether this server is among those that are wanted. */
  boolean haveThisServer() {
    return wanted().stream().anyMatch(Parley.class::isInstance);
  }

  /** The same, of which this server's Java knows what it learned before. */
  Contenders knowing(Path cache) {
    return new Contenders(launch.knowing(cache), variants, only);
  }

  /** Those that are wanted and installed; of the others it is said why they are left out. */
  List<Subject> here(PrintWriter terminal) {
    List<Subject> here = new ArrayList<>();
    for (Subject subject : wanted()) {
      subject
          .missing()
          .ifPresentOrElse(
              how -> terminal.println(subject.name() + " is left out, it is not installed: " + how),
              () -> here.add(subject));
    }
    return here;
  }
}
