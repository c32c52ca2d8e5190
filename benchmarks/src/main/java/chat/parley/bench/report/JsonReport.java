package chat.parley.bench.report;

import chat.parley.bench.subject.Subject;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Everything that was measured, each round of it, for programs. */
public final class JsonReport {
  private JsonReport() {}

  /** Writes it to a file. */
  public static void write(List<Findings> all, List<Subject> subjects, Path file)
      throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = json.createObjectNode();
    ObjectNode machine = root.putObject("machine");
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("java", Runtime.version().toString());
    ObjectNode servers = root.putObject("servers");
    for (Subject subject : subjects) {
      ObjectNode server = servers.putObject(subject.name()).put("keeps", subject.keeps());
      server.put("has_learned", subject.isKnowing());
      subject.note().ifPresent(note -> server.put("note", note));
    }
    ArrayNode profiles = root.putArray("profiles");
    for (Findings findings : all) {
      ObjectNode profile = profiles.addObject();
      profile.put("name", findings.profile()).put("conditions", findings.conditions());
      ArrayNode figures = profile.putArray("figures");
      for (String server : findings.servers()) {
        for (Figure figure : findings.figures()) {
          if (findings.rounds(server, figure).isEmpty()) {
            continue;
          }
          ObjectNode one = figures.addObject();
          one.put("server", server).put("figure", figure.name()).put("unit", figure.unit());
          one.put("more_is_better", figure.moreIsBetter());
          one.put("median", findings.median(server, figure));
          findings.rounds(server, figure).forEach(one.putArray("rounds")::add);
        }
      }
    }
    json.writeValue(file.toFile(), root);
  }
}
