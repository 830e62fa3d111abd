package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Personas can fail: whom a pool loses by which mistake, as {@code strictness.md} beside this class
 * says. That they do not fail without a mistake is {@link CompatibilityTest}'s part.
 */
class StrictnessTest {
  private static final String TABLE = "strictness.md";

  @Test
  void everyMistakeLosesTheMinersThatItLosesInTheField() {
    Set<MinerModel> lost = EnumSet.noneOf(MinerModel.class);
    List<String> seen = new ArrayList<>();
    seen.add("| a pool that sends | loses | because it |");
    seen.add("|---|---|---|");
    for (Tampering tampering : Tampering.values()) {
      Map<String, List<MinerModel>> consequences = consequences(tampering);
      assertFalse(consequences.isEmpty(), () -> "nobody minds " + tampering.title());
      consequences.forEach(
          (consequence, models) -> {
            lost.addAll(models);
            seen.add(line(tampering, models, consequence));
          });
    }
    assertEquals(EnumSet.allOf(MinerModel.class), lost);
    CheckedIn.seen(TABLE, seen);
    assertEquals(CheckedIn.lines(TABLE), seen);
  }

  @Test
  void aTlsHelloThatNobodyClosesFails() {
    Persona persona = MinerModel.BFGMINER.persona();
    persona.open(0, new Nowhere());
    persona.tick(TimeUnit.SECONDS.toNanos(1));
    PersonaFailure failure =
        assertThrows(PersonaFailure.class, () -> persona.tick(TimeUnit.SECONDS.toNanos(2)));
    assertTrue(failure.getMessage().contains("waits 30 s"), failure.getMessage());
  }

  @Test
  void aFailureNamesPersonaRuleAndLineAndHasTheTranscript() {
    Persona persona = MinerModel.MINERD.persona();
    persona.open(0, new Nowhere());
    String line = "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1]}";
    PersonaFailure failure =
        assertThrows(PersonaFailure.class, () -> persona.line(line, TimeUnit.SECONDS.toNanos(1)));
    assertEquals("minerd", failure.persona());
    assertEquals("the reply is the next line", failure.rule());
    assertEquals(line, failure.line());
    assertTrue(
        failure.transcript().contains("0.000 C> {\"id\": 1, \"method\": \"mining.subscribe\""));
    assertTrue(failure.transcript().contains("1.000 S> " + line));
    assertFalse(persona.isConnected());
  }

  private static Map<String, List<MinerModel>> consequences(Tampering tampering) {
    Map<String, List<MinerModel>> consequences = new TreeMap<>();
    for (MinerModel model : MinerModel.values()) {
      TamperedPool.failureOf(model, tampering)
          .ifPresent(
              failure ->
                  consequences
                      .computeIfAbsent(consequence(model, failure), text -> new ArrayList<>())
                      .add(model));
    }
    return consequences;
  }

  private static String consequence(MinerModel model, PersonaFailure failure) {
    String message = failure.getMessage().lines().findFirst().orElse("");
    return message.substring(model.title().length() + 1);
  }

  private static String line(Tampering tampering, List<MinerModel> models, String consequence) {
    String names = models.stream().map(MinerModel::title).collect(Collectors.joining(", "));
    return "| " + tampering.title() + " | " + names + " | " + consequence + " |";
  }

  /** A connection to nobody. */
  private static final class Nowhere implements Uplink {
    @Override
    public void write(byte[] bytes) {
      // Nobody reads it.
    }

    @Override
    public void endSending() {
      // Nobody notices.
    }

    @Override
    public void close() {
      // Nobody is there.
    }
  }
}
