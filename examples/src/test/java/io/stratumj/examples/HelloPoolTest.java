package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.MockMiner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The program in the README works, and is the one in the README. */
class HelloPoolTest {
  private static final String BEGIN = "<!-- HelloPool.java -->\n```java\n";
  private static final String END = "```\n<!-- end of HelloPool.java -->";

  /** The module's folder. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  @Test
  void minerEarnsAShare() throws IOException {
    try (var server = HelloPool.on(0)) {
      server.start();
      try (var miner = MockMiner.connect("127.0.0.1", server.address().getPort())) {
        miner.subscribe().authorize("you.rig1", "d=0.000001");
        assertTrue(miner.submit(miner.takeJob().solve()).isAccepted());
      }
    }
  }

  @Test
  void readmeShowsTheSourceAsItIs() throws IOException {
    String readme = Files.readString(MODULE.resolve("../README.md"));
    String source =
        Files.readString(MODULE.resolve("src/main/java/io/stratumj/examples/HelloPool.java"));
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end > begin, "the README has lost its markers");
    assertEquals(source, readme.substring(begin, end));
  }
}
