package io.stratumj.testkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpTellsTheCommands() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("stratum-testkit"), out::toString);
  }

  @Test
  void noCommandIsAMistake() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("which command?"), err::toString);
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertEquals(2, run("swim"));
    assertTrue(err.toString().contains("swim"), err::toString);
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
