package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every persona in every situation, and the table that says how it went: {@code compatibility.md}
 * beside this class. A cell that fails names the rule, the line and the transcript.
 */
class CompatibilityTest {
  private static final String TABLE = "compatibility.md";

  @Test
  void everyPersonaGetsAlongInEverySituationAsTheTableSays() {
    List<String> seen = new ArrayList<>();
    seen.add(line("miner", Arrays.stream(Situation.values()).map(Situation::title).toList()));
    seen.add("|---".repeat(Situation.values().length + 1) + "|");
    for (MinerModel model : MinerModel.values()) {
      seen.add(
          line(
              model.title(),
              Arrays.stream(Situation.values())
                  .map(situation -> situation.seenWith(model))
                  .toList()));
    }
    CheckedIn.seen(TABLE, seen);
    assertEquals(CheckedIn.lines(TABLE), seen);
  }

  private static String line(String first, List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
  }
}
