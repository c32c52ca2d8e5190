package chat.parley.bench;

import chat.parley.bench.load.Text;
import chat.parley.bench.profile.Bench;
import chat.parley.bench.profile.Busy;
import chat.parley.bench.profile.FanOut;
import chat.parley.bench.profile.History;
import chat.parley.bench.profile.Hold;
import chat.parley.bench.profile.Overload;
import chat.parley.bench.profile.Profile;
import chat.parley.bench.profile.Send;
import chat.parley.bench.profile.Storm;
import chat.parley.bench.profile.Training;
import chat.parley.bench.report.BarChart;
import chat.parley.bench.report.Findings;
import chat.parley.bench.report.JsonReport;
import chat.parley.bench.report.Table;
import chat.parley.bench.subject.Launch;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this server, and the peers that are installed, in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Measures this server, and the peers that are installed, in the same run and in turn.",
      "Each message is checked at each client: a run in which one is lost, doubled or out of order fails."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int SMOKE_WAITERS = 200;
  private static final int SMOKE_ROOMS = 5;
  private static final int SMOKE_MEMBERS = 10;
  private static final int SMOKE_SENDS_PER_SECOND = 50;
  private static final int SMOKE_MESSAGES = 2_000;
  private static final int CROWD_MAX = 4_000;
  private static final Training TRAINING = new Training(1_000, 50, 20, 8);
  private static final Training SMOKE_TRAINING =
      new Training(SMOKE_WAITERS, SMOKE_ROOMS, SMOKE_MEMBERS, 1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--profiles",
      split = ",",
      defaultValue = "fan-out,hold,busy,send,storm,overload,history",
      paramLabel = "NAME",
      description = "What is done, with commas.")
  private List<String> profiles = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Measure only these servers, with commas; names as in the tables.")
  private List<String> only = List.of();

  @Option(names = "--waiters", defaultValue = "1000", description = "Who waits in fan-out.")
  private int waiters;

  @Option(names = "--polls", defaultValue = "10000", description = "Polls in hold and storm.")
  private int polls;

  @Option(names = "--rooms", defaultValue = "50", description = "Rooms in busy.")
  private int rooms;

  @Option(names = "--members", defaultValue = "40", description = "Who waits in each room of busy.")
  private int members;

  @Option(
      names = "--sends-per-second",
      defaultValue = "250",
      description = "Messages in all rooms of busy together.")
  private int sendsPerSecond;

  @Option(
      names = "--text-length",
      defaultValue = "64",
      description = "Characters of a message, 11 to 16384.")
  private int textLength;

  @Option(
      names = "--messages",
      defaultValue = "100000",
      description =
          "Messages in history, stored before the server starts: half a gigabyte a million.")
  private int messages;

  @Option(
      names = "--prepared",
      paramLabel = "FOLDER",
      description = {
        "Where the messages of history stay for the next run, by their number and length.",
        "Without it they are gone at the end."
      })
  private @Nullable Path prepared;

  @Option(names = "--rounds", defaultValue = "15", description = "Rounds of each server, in turn.")
  private int rounds;

  @Option(names = "--round-seconds", defaultValue = "3", description = "How long a round is.")
  private int roundSeconds;

  @Option(
      names = "--warm-up-seconds",
      defaultValue = "20",
      description = "How long each server works before it is measured.")
  private int warmUpSeconds;

  @Option(
      names = "--smoke",
      description = "Everything small and short: whether it works and loses nothing, not how fast.")
  private boolean smoke;

  @Option(
      names = "--serve",
      split = ";",
      paramLabel = "OPTIONS",
      description =
          "Measure this server also with these options of serve, as a server of its own; several with semicolons.")
  private List<String> variants = List.of();

  @Option(
      names = "--jvm",
      paramLabel = "FILE",
      description = "Options of Java that this server starts with, as an argument file of java(1).")
  private @Nullable Path jvm;

  @Option(
      names = "--server",
      paramLabel = "PROGRAM",
      description =
          "Measure the server that this program starts, as of a package, in the place of this build's.")
  private @Nullable Path server;

  @Option(
      names = "--learn",
      paramLabel = "FILE",
      description = {
        "Measure nothing: have the server do for half a minute what it does for people,",
        "and write what Java learned of that to a file, for its option -XX:AOTCache."
      })
  private @Nullable Path learn;

  @Option(
      names = "--unlearned",
      description = "Measure this build's server as it is before Java has learned anything of it.")
  private boolean unlearned;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where results.json and the charts go.")
  private Path out = Path.of(".");

  @Override
  public Integer call() throws IOException {
    requireSensible();
    if (smoke) {
      shrink();
    }
    PrintWriter terminal = commandLine().getOut();
    Path folder = Files.createTempDirectory("parley-bench");
    try {
      Bench bench =
          new Bench(
              List.of(),
              folder,
              rounds,
              roundSeconds,
              warmUpSeconds,
              new Text(textLength),
              Bench.to(terminal));
      if (learn == null) {
        List<Profile> chosen = chosen(); // a name that is unknown is said at once
        measure(chosen, bench.of(subjects(bench, terminal)), terminal);
      } else {
        training().run(bench, launch(), learn);
      }
    } finally {
      delete(folder);
    }
    return 0;
  }

  private void measure(List<Profile> chosen, Bench bench, PrintWriter terminal) throws IOException {
    List<Subject> subjects = bench.subjects();
    List<Findings> all = new ArrayList<>();
    for (Profile profile : chosen) {
      terminal.println();
      terminal.println("== " + profile.name());
      Findings findings = profile.run(bench);
      if (findings.figures().isEmpty()) {
        terminal.println("None of these servers can do that.");
        continue;
      }
      subjects.forEach(
          subject -> subject.note().ifPresent(note -> findings.explain(subject.name(), note)));
      all.add(findings);
      Table.print(findings, terminal);
    }
    Files.createDirectories(out);
    JsonReport.write(all, subjects, out.resolve("results.json"));
    for (Findings findings : all) {
      BarChart.write(findings, out.resolve(findings.profile() + ".svg"));
    }
    terminal.println();
    terminal.println("Nothing was lost, doubled or out of order. Results: " + out);
    terminal.flush();
  }

  private void requireSensible() {
    if (IntStream.of(waiters, polls, rooms, members, sendsPerSecond, messages, rounds, roundSeconds)
        .anyMatch(number -> number < 1)) {
      throw new ParameterException(
          commandLine(), "Numbers must be at least 1; only the warm-up may be 0.");
    }
    if (jvm != null && !Files.isReadable(jvm)) {
      throw new ParameterException(commandLine(), "--jvm: there is no file " + jvm + ".");
    }
    if (server != null && !Files.isExecutable(server)) {
      throw new ParameterException(commandLine(), "--server: there is no program " + server + ".");
    }
    if (server != null && jvm != null) {
      throw new ParameterException(
          commandLine(), "--jvm is for this build's server; that of --server has its own options.");
    }
    if (textLength < Text.LENGTH_MIN || textLength > Text.LENGTH_MAX) {
      throw new ParameterException(
          commandLine(),
          "--text-length must be %d to %d.".formatted(Text.LENGTH_MIN, Text.LENGTH_MAX));
    }
  }

  private void shrink() {
    waiters = Math.min(waiters, SMOKE_WAITERS);
    polls = Math.min(polls, SMOKE_WAITERS);
    rooms = Math.min(rooms, SMOKE_ROOMS);
    members = Math.min(members, SMOKE_MEMBERS);
    sendsPerSecond = Math.min(sendsPerSecond, SMOKE_SENDS_PER_SECOND);
    messages = Math.min(messages, SMOKE_MESSAGES);
    rounds = 1;
    roundSeconds = 1;
    warmUpSeconds = 1;
  }

  private picocli.CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return spec.commandLine();
  }

  /** This server, as it is started. */
  private Launch launch() {
    if (server != null) {
      return Launch.of(server);
    }
    return Launch.ofThisBuild(jvm == null ? List.of() : List.of("@" + jvm.toAbsolutePath()));
  }

  private Training training() {
    return smoke ? SMOKE_TRAINING : TRAINING;
  }

  /** The servers that are measured; this build's has learned before. */
  private List<Subject> subjects(Bench bench, PrintWriter terminal) throws IOException {
    Contenders contenders = new Contenders(launch(), variants, only);
    try {
      contenders.requireKnown();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (server != null || unlearned || !contenders.haveThisServer()) {
      return contenders.here(terminal);
    }
    if (!launch().canLearn()) {
      terminal.println("Java keeps nothing of classes in folders: the server has learned nothing.");
      return contenders.here(terminal);
    }
    Path cache = out.resolve("server.aot");
    training().run(bench, launch(), cache);
    return contenders.knowing(cache).here(terminal);
  }

  private List<Profile> chosen() {
    int crowd = Math.min(polls, CROWD_MAX);
    List<Profile> known =
        List.of(
            new FanOut(waiters),
            new Hold(polls),
            new Busy(rooms, members, sendsPerSecond),
            new Send(64),
            new Storm(polls),
            new Overload(false, 0, crowd),
            new Overload(true, 0, crowd),
            new Overload(false, waiters, crowd),
            new History(messages, prepared));
    List<Profile> chosen = new ArrayList<>();
    for (String name : profiles) {
      chosen.add(
          known.stream()
              .filter(profile -> profile.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new ParameterException(
                      commandLine(),
                      "There is no profile '"
                          + name
                          + "'; known: "
                          + String.join(", ", known.stream().map(Profile::name).toList()))));
    }
    return chosen;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
