package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.personas.Persona.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A persona on a pool of its own, and what its shares became. */
final class Trial {
  /** What some send twice, by accident or by chance. */
  private static final Set<MinerModel> REPEATING =
      Set.of(MinerModel.NERDQAXE, MinerModel.NERDMINER);

  final TestJobs chain = TestJobs.sequence();
  final SteeredDifficulty difficulty = new SteeredDifficulty();
  final List<String> recorded = new ArrayList<>();
  final MemoryPool pool;
  final MinerModel model;
  final Persona persona;
  final PersonaInMemory home;

  Trial(MinerModel model) {
    this(model, LinkConditions.PERFECT);
  }

  Trial(MinerModel model, LinkConditions conditions) {
    this.model = model;
    this.pool =
        MemoryPool.open(
            builder ->
                builder
                    .shareValidator(EasyHashing::new)
                    .difficulty(difficulty)
                    .shareSink(
                        share -> {
                          recorded.add(share.id().toString());
                          return ShareSink.RECORDED;
                        }));
    pool.jobs().publishClean(chain.newTip());
    persona =
        model.persona(
            PersonaOptions.DEFAULTS
                .suggesting(Difficulty.of(32))
                .worthwhileFrom(Difficulty.of(8))
                .withDifficultyOne(EasyHashing.ONE));
    home = PersonaInMemory.connect(pool, persona, conditions);
  }

  /** Only looks, or speaks a language of its own once it is logged in. */
  boolean neverSubmits() {
    return model == MinerModel.RENTAL_CHECK || model == MinerModel.BTCAGENT;
  }

  Trial pass(int seconds) {
    pool.pass(Duration.ofSeconds(seconds));
    return this;
  }

  /** Logged in, with work. */
  Trial mining() {
    pass(8);
    assertTrue(persona.isMining(), () -> "not mining\n" + persona.transcript());
    return this;
  }

  MemoryLink link() {
    return home.link().orElseThrow();
  }

  int accepted() {
    return (int) persona.shares().stream().filter(Share::accepted).count();
  }

  /** What was refused, but for what the program itself repeats. */
  List<Share> refused() {
    return persona.shares().stream()
        .filter(share -> !share.accepted())
        .filter(share -> !(REPEATING.contains(model) && share.refusal().startsWith("22")))
        .toList();
  }

  void assertNothingRefused() {
    assertEquals(List.of(), refused(), () -> persona.transcript().toString());
    assertEquals(List.of(), pool.faults());
  }

  /** Goes on for some seconds, in which shares must be accepted and none refused. */
  Trial goodSharesFor(int seconds) {
    int before = accepted();
    pass(seconds);
    if (!neverSubmits()) {
      assertTrue(accepted() > before, () -> "no share\n" + persona.transcript());
    }
    assertNothingRefused();
    return this;
  }
}
