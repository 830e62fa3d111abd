package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The programs in the README are the ones that are compiled and tested here. */
class ReadmeTest {
  /** The module's folder. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  private static final String INDENT = "  ";

  @Test
  void helloPoolStandsInTheReadmeAsItIs() throws IOException {
    assertEquals(
        source("src/main/java/io/stratumj/examples/HelloPool.java"), shown("HelloPool.java"));
  }

  @Test
  void tlsPoolStandsInTheReadmeAsItIs() throws IOException {
    assertEquals(source("src/main/java/io/stratumj/examples/TlsPool.java"), shown("TlsPool.java"));
  }

  @Test
  void testsOfAPoolStandInTheReadmeAsTheyAre() throws IOException {
    assertEquals(test("StaleShareTest.java", "@Test"), shown("StaleShareTest.java"));
    assertEquals(
        test("HandshakeConformanceTest.java", "@TestFactory"),
        shown("HandshakeConformanceTest.java"));
  }

  @Test
  void testsOfAPoolInJunitStandInTheReadmeAsTheyAre() throws IOException {
    String source = source("src/test/java/io/stratumj/examples/MyPoolTest.java");
    assertEquals(
        part(source, "@RegisterExtension", INDENT + "@Test\n  void aNewBlock"),
        shown("MyPoolTest.java"));
    assertEquals(
        part(source, "@Test\n  void theBooks", "}\n"), shown("MyPoolTest.java, the books"));
  }

  @Test
  void propertyOfAPoolStandsInTheReadmeAsItIs() throws IOException {
    String source = source("src/test/java/io/stratumj/examples/PoolTalkProperties.java");
    assertEquals(part(source, "@Property", "}\n"), shown("PoolTalkProperties.java"));
  }

  @Test
  void theTableOfMinersIsTheOneTheTestkitSees() throws IOException {
    String seen =
        source(
            "../stratum-testkit/src/test/resources/io/stratumj/testkit/personas/compatibility.md");
    assertEquals(seen.strip() + "\n", between("compatibility.md", "", ""));
  }

  @Test
  void theTablesOfVardiffAreTheComputedOnes() throws IOException {
    String study =
        source("../stratum-core/src/test/resources/io/stratumj/core/vardiff/vardiff-study.md");
    int others = study.indexOf("## Beside");
    assertEquals(rows(study.substring(0, others)), between("vardiff-study.md", "", ""));
    assertEquals(rows(study.substring(others)), between("vardiff-study-others.md", "", ""));
  }

  /** Members of a class, from one to before the last place of another text, moved to the left. */
  private static String part(String source, String from, String before) {
    String text = source.substring(source.indexOf(INDENT + from), source.lastIndexOf(before));
    return text.stripTrailing().replaceAll("(?m)^" + INDENT, "") + "\n";
  }

  /** The last method of a test class, which begins with this annotation. */
  private static String test(String file, String annotation) throws IOException {
    String source = source("src/test/java/io/stratumj/examples/" + file);
    String method = source.substring(source.indexOf(INDENT + annotation), source.lastIndexOf('}'));
    return method.replaceAll("(?m)^" + INDENT, "");
  }

  private static String rows(String markdown) {
    return markdown
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** What stands between the markers of this file, without the fences. */
  private static String shown(String file) throws IOException {
    return between(file, "```java\n", "```\n");
  }

  private static String between(String file, String open, String close) throws IOException {
    String readme = source("../README.md");
    String begin = "<!-- " + file + " -->\n" + open;
    String end = close + "<!-- end of " + file + " -->";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf(end);
    assertTrue(from >= begin.length() && to > from, "the README has lost its markers of " + file);
    return readme.substring(from, to);
  }

  private static String source(String path) throws IOException {
    return Files.readString(MODULE.resolve(path));
  }
}
