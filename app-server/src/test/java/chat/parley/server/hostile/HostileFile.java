package chat.parley.server.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads a file of hostile requests; {@code README.md} beside the files has the form. */
final class HostileFile {
  private final String file;
  private final List<HostileRequest> requests = new ArrayList<>();
  private String name = "";
  private List<List<String>> replies = List.of();
  private boolean waits;
  private int stored;
  private List<String> has = new ArrayList<>();
  private List<String> lacks = new ArrayList<>();
  private StringBuilder template = new StringBuilder();

  private HostileFile(String file) {
    this.file = file;
  }

  /** All requests of all files of a folder. */
  static List<HostileRequest> all(Path folder) throws IOException {
    List<HostileRequest> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.filter(one -> one.toString().endsWith(".http")).sorted().toList()) {
        all.addAll(read(path));
      }
    }
    return all;
  }

  private static List<HostileRequest> read(Path path) throws IOException {
    HostileFile file = new HostileFile(String.valueOf(path.getFileName()).replace(".http", ""));
    for (String line : Files.readAllLines(path)) {
      file.take(line);
    }
    file.end();
    return file.requests;
  }

  private void take(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String word = line.split(" ", 2)[0];
    String rest = line.length() > word.length() ? line.substring(word.length() + 1) : "";
    switch (word) {
      case "==" -> {
        end();
        name = file + ": " + rest;
      }
      case "expect" -> replies = replies(rest);
      case "stores" -> stored = Integer.parseInt(rest);
      case "has" -> has.add(rest);
      case "lacks" -> lacks.add(rest);
      case ">" -> template.append(rest).append("\\r\\n");
      case "|" -> template.append(rest);
      default -> throw new IllegalArgumentException(name + " has a line " + line);
    }
  }

  private List<List<String>> replies(String text) {
    waits = text.equals("waits");
    return waits
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(one -> List.of(one.split("/", -1))).toList();
  }

  private void end() {
    if (!name.isEmpty()) {
      if (template.isEmpty() || (replies.isEmpty() && !waits)) {
        throw new IllegalArgumentException(name + " sends or expects nothing");
      }
      requests.add(
          new HostileRequest(
              name,
              replies,
              waits,
              stored,
              List.copyOf(has),
              List.copyOf(lacks),
              template.toString()));
    }
    replies = List.of();
    waits = false;
    stored = 0;
    has = new ArrayList<>();
    lacks = new ArrayList<>();
    template = new StringBuilder();
  }
}
