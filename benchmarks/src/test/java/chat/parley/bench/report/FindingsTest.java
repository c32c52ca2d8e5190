package chat.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final Figure RATE = Figure.more("rate", "1/s");
  private static final Figure DELAY = Figure.less("delay", "ms");

  private static Findings someFindings() {
    Findings findings = new Findings("fan-out", "Two servers & <one> room.");
    double[][] rates = {{30, 10}, {20, 10}, {90, 10}};
    for (double[] round : rates) {
      findings.add("ours", RATE, round[0]);
      findings.add("theirs", RATE, round[1]);
      findings.add("ours", DELAY, 1);
      findings.add("theirs", DELAY, 4);
    }
    return findings;
  }

  @Test
  void ratiosAreMediansOfThoseWithinARound() {
    Findings findings = someFindings();
    assertEquals(30, findings.median("ours", RATE));
    assertEquals(3, findings.timesBetter("ours", "theirs", RATE));
    assertEquals(4, findings.timesBetter("ours", "theirs", DELAY), "less is better there");
  }

  @Test
  void aFigureThatAServerDoesNotHaveIsNoNumber() {
    Findings findings = someFindings();
    findings.add("ours", Figure.less("heap", "bytes"), 7);
    assertTrue(Double.isNaN(findings.median("theirs", Figure.less("heap", "bytes"))));
    StringWriter table = new StringWriter();
    Table.print(findings, new PrintWriter(table));
    assertTrue(table.toString().contains("3.00 x"), table.toString());
    assertTrue(
        table
            .toString()
            .lines()
            .anyMatch(line -> line.startsWith("heap, bytes") && line.endsWith("-")),
        table.toString());
  }

  @Test
  void theChartIsWholeXml(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("chart.svg");
    BarChart.write(someFindings(), file);
    var document =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile());
    assertEquals(2, document.getElementsByTagName("rect").getLength());
    assertEquals(
        "Two servers & <one> room.",
        document.getElementsByTagName("text").item(0).getTextContent());
  }

  @Test
  void whatIsSaidOfAServerStandsBelowTableAndChart(@TempDir Path folder) throws Exception {
    String note = "theirs is no server & a yardstick.";
    Findings findings = someFindings();
    findings.explain("theirs", note);
    findings.explain("nobody's", "It was not measured.");
    StringWriter table = new StringWriter();
    Table.print(findings, new PrintWriter(table));
    assertEquals(note, table.toString().lines().toList().getLast());
    Path file = folder.resolve("chart.svg");
    BarChart.write(findings, file);
    var texts =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("text");
    assertEquals(note, texts.item(texts.getLength() - 1).getTextContent());
  }

  @Test
  void everyRoundIsInTheFileForPrograms(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("results.json");
    JsonReport.write(java.util.List.of(someFindings()), java.util.List.of(), file);
    String json = Files.readString(file);
    assertTrue(json.contains("\"median\" : 30.0"), json);
    assertTrue(json.replaceAll("\\s", "").contains("\"rounds\":[30.0,20.0,90.0]"), json);
  }
}
