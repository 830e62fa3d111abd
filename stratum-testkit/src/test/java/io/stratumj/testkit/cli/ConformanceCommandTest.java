package io.stratumj.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.testkit.conformance.Breakage;
import io.stratumj.testkit.conformance.Conformance;
import io.stratumj.testkit.conformance.PoolOverTcp;
import io.stratumj.testkit.conformance.report.Level;
import io.stratumj.testkit.conformance.report.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

final class ConformanceCommandTest {
  private static final Supplier<Breakage> RIGHT = Breakage.output(line -> line);
  private static final Supplier<Breakage> WRONG_NUMBERS = Breakage.replacing("\\[21,", "[99,");
  private static final Supplier<Breakage> YES_TO_ALL = Breakage.forgiving("Job not found");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void aRightPoolEndsWithStatusZeroAndATable() throws IOException {
    assertEquals(0, look(RIGHT, "--only", "framing/crlf,errors/*,limits/slow-login", "--strict"));
    assertTrue(out.toString().contains("framing"), out::toString);
    assertTrue(out.toString().contains("1 of 1"), out::toString);
    assertTrue(out.toString().contains("conforms: every MUST and SHOULD"), out::toString);
    assertTrue(err.toString().contains("ok       MUST   framing/crlf"), err::toString);
    assertTrue(err.toString().contains("limits/slow-login: takes 29 s; run with --slow"));
  }

  @Test
  void aWrongPoolEndsWithStatusOneAndAnExplanation() throws IOException {
    assertEquals(1, look(YES_TO_ALL, "--only", "submit/unknown-job"));
    String said = out.toString();
    assertTrue(said.contains("submit/unknown-job  [MUST]"), said);
    assertTrue(said.contains("requirement: A share for a job that was never given out"), said);
    assertTrue(said.contains("expected:    an error reply"), said);
    assertTrue(said.contains("actual:      {\"id\":100,\"result\":true,\"error\":null}"), said);
    assertTrue(said.contains("C> {\"id\":100,\"method\":\"mining.submit\""), said);
    assertTrue(said.contains("does not conform: 1 "), said);
  }

  @Test
  void aShouldCountsOnlyForTheStrict() throws IOException {
    assertEquals(0, look(WRONG_NUMBERS, "--only", "errors/unknown-job-is-21"));
    assertEquals(1, look(WRONG_NUMBERS, "--only", "errors/unknown-job-is-21", "--strict"));
  }

  @Test
  void junitReportIsXmlThatCounts() throws Exception {
    Path file = folder.resolve("report.xml");
    look(YES_TO_ALL, "--only", "submit/unknown-job,framing/crlf,inside/tls", "--junit", file + "");
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertEquals("3", root.getAttribute("tests"));
    assertEquals("1", root.getAttribute("failures"));
    assertEquals("1", root.getAttribute("skipped"));
    assertEquals(3, root.getElementsByTagName("testcase").getLength());
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertEquals("expected an error reply", failure.getAttribute("message"));
    assertTrue(failure.getTextContent().contains("\"method\":\"mining.submit\""));
  }

  @Test
  void jsonReportTellsEveryCase() throws IOException {
    Path file = folder.resolve("report.json");
    look(YES_TO_ALL, "--only", "submit/unknown-job,inside/tls", "--json", file.toString());
    JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertFalse(root.get("conformant").getAsBoolean());
    JsonObject failed = root.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertEquals("submit/unknown-job", failed.get("slug").getAsString());
    assertEquals("FAILED", failed.get("verdict").getAsString());
    assertEquals("an error reply", failed.getAsJsonArray("expected").get(0).getAsString());
    assertTrue(failed.get("transcript").getAsString().contains("mining.notify"));
    JsonObject skipped = root.getAsJsonArray("cases").get(1).getAsJsonObject();
    assertEquals("SKIPPED", skipped.get("verdict").getAsString());
    assertTrue(skipped.get("reason").getAsString().contains("cannot be seen from outside"));
  }

  @Test
  void listTellsEveryCaseAndNeedsNoServer() {
    assertEquals(0, run("conformance", "--list"));
    List<Requirement> all = Conformance.requirements();
    assertTrue(all.stream().filter(r -> r.level() != Level.UNTESTABLE).count() >= 120);
    for (Requirement one : all) {
      assertTrue(out.toString().contains(one.slug()), one::slug);
      assertTrue(out.toString().contains(one.sentence()), one::sentence);
      assertTrue(out.toString().contains("source: " + one.source()), one::source);
    }
  }

  @Test
  void aNameNoCaseHasIsAMistake() throws IOException {
    assertEquals(2, look(RIGHT, "--only", "sumbit/*"));
    assertTrue(err.toString().contains("no case has a name like sumbit/*"), err::toString);
  }

  @Test
  void aMissingServerIsAMistake() {
    assertEquals(2, run("conformance"));
    assertTrue(err.toString().contains("HOST:PORT is missing"), err::toString);
  }

  @Test
  void blocksThatTakeNoTimeAreAMistake() throws IOException {
    assertEquals(2, look(RIGHT, "--new-block-seconds", "0"));
    assertTrue(err.toString().contains("blocks take longer than nothing"), err::toString);
  }

  @Test
  void aServerThatIsNotThereEndsWithStatusOne() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertEquals(1, run("conformance", "127.0.0.1:" + port));
    assertTrue(err.toString().contains("cannot connect"), err::toString);
  }

  private int look(Supplier<Breakage> breakage, String... options) throws IOException {
    try (PoolOverTcp pool = PoolOverTcp.open(breakage, PoolOverTcp.Day.PLAIN)) {
      List<String> args = new ArrayList<>(List.of("conformance"));
      args.add("127.0.0.1:" + pool.address().getPort());
      args.addAll(List.of(options));
      return run(args.toArray(new String[0]));
    }
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
