package io.stratumj.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aRunTellsItsSeedAndWhatCameOfIt() {
    assertEquals(0, run("simulate", "--seeds=2", "--seed=5", "--miners=3", "--hours=0.05"));
    assertTrue(out.toString().startsWith("seed 5: "), out::toString);
    assertTrue(out.toString().contains("\nseed 6: "), out::toString);
    assertTrue(out.toString().contains("2 runs, all rules kept"), out::toString);
  }

  @Test
  void noRunsAtAllIsAMistake() {
    assertEquals(2, run("simulate", "--seeds=0"));
    assertTrue(err.toString().contains("--seeds must be positive"), err::toString);
  }

  @Test
  void minersAreNotFewerThanOne() {
    assertEquals(2, run("simulate", "--miners=0"));
    assertTrue(err.toString().contains("miners must be positive"), err::toString);
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
