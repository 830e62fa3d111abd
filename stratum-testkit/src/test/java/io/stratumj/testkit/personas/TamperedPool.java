package io.stratumj.testkit.personas;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import java.time.Duration;
import java.util.Optional;

/** A right pool with somebody on the wire who changes what it says, and one persona. */
final class TamperedPool {
  private static final int SECONDS = 700;

  private final MemoryPool pool;
  private final Persona persona;
  private final Change change;

  private TamperedPool(MinerModel model, Tampering tampering) {
    SteeredDifficulty difficulty = new SteeredDifficulty();
    this.pool =
        MemoryPool.open(builder -> builder.shareValidator(EasyHashing::new).difficulty(difficulty));
    this.persona =
        model.persona(
            PersonaOptions.DEFAULTS
                .suggesting(Difficulty.of(32))
                .worthwhileFrom(Difficulty.of(8))
                .withDifficultyOne(EasyHashing.ONE));
    this.change = tampering.begin();
    pool.jobs().publishClean(TestJobs.sequence().newTip());
  }

  /** How a persona fails on such a pool; empty if it goes on for eleven minutes. */
  static Optional<PersonaFailure> failureOf(MinerModel model, Tampering tampering) {
    return new TamperedPool(model, tampering).live();
  }

  private Optional<PersonaFailure> live() {
    try {
      open();
      for (int i = 0; i < SECONDS; i++) {
        pool.pass(Duration.ofSeconds(1));
        if (persona.isConnected()) {
          persona.tick(pool.clock().nanos());
        } else if (persona.reconnectAt() - pool.clock().nanos() <= 0) {
          open();
        }
      }
      return Optional.empty();
    } catch (PersonaFailure failure) {
      return Optional.of(failure);
    }
  }

  private void open() {
    Wiretap tap = new Wiretap();
    tap.link = pool.connect(LinkConditions.PERFECT, tap);
    persona.open(pool.clock().nanos(), tap);
    pool.turn();
  }

  private final class Wiretap implements Peer, Uplink {
    private MemoryLink link;
    private boolean over;

    @Override
    public void heard(String line) {
      for (String changed : change.of(line)) {
        if (!over) {
          persona.line(changed, pool.clock().nanos());
        }
      }
    }

    @Override
    public void ended() {
      if (!over) {
        over = true;
        persona.closed(pool.clock().nanos());
      }
    }

    @Override
    public void write(byte[] bytes) {
      link.sayRaw(bytes);
    }

    @Override
    public void endSending() {
      link.disconnect();
    }

    @Override
    public void close() {
      over = true;
      link.disconnect();
    }
  }
}
