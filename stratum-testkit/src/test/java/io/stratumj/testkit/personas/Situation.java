package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.testkit.personas.Persona.Share;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What can happen to a miner: a column of the compatibility table. Each fails or says how it went.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its sets are made once and never changed.
enum Situation {
  /** H1, H2, F4: logged in within seconds, whatever the order and spelling of its requests. */
  HANDSHAKE("logs in") {
    @Override
    String outcome(Trial trial) {
      trial.mining();
      assertEquals(List.of(), trial.persona.warnings(), trial.persona.transcript().toString());
      return trial.model == MinerModel.BFGMINER ? "yes, after TLS" : "yes";
    }
  },
  /** J1, J2, J3: takes the first job and the next. */
  WORK("takes work") {
    @Override
    String outcome(Trial trial) {
      int before = trial.mining().persona.jobs();
      trial.pool.jobs().publish(trial.chain.sameTip());
      trial.pass(1);
      assertEquals(before + 1, trial.persona.jobs());
      return "yes";
    }
  },
  /** S1 to S7: its shares are accepted and recorded. */
  SHARE("shares count") {
    @Override
    String outcome(Trial trial) {
      trial.mining().goodSharesFor(10);
      assertEquals(trial.recorded.size(), trial.accepted());
      return switch (trial.model) {
        case RENTAL_CHECK -> "only looks";
        case BTCAGENT -> "not in JSON";
        default -> "yes";
      };
    }
  },
  /** D2, D3: a change arrives with a job, and its shares count before and after. */
  DIFFICULTY("follows difficulty") {
    @Override
    String outcome(Trial trial) {
      trial.mining();
      for (double next : new double[] {40, 24, 33}) {
        trial.difficulty.to(next);
        trial.goodSharesFor(5);
        assertEquals(
            Optional.of(Difficulty.of(next)),
            trial.persona.difficulty(),
            trial.persona.transcript().toString());
      }
      return "yes";
    }
  },
  /** J3, J6: a clean job replaces everything. */
  CLEAN_JOB("clean job") {
    @Override
    String outcome(Trial trial) {
      int before = trial.mining().persona.jobs();
      trial.pool.jobs().publishClean(trial.chain.newTip());
      trial.goodSharesFor(5);
      assertEquals(before + 1, trial.persona.jobs());
      return "yes";
    }
  },
  /** J6: a share of the job before counts while the tip is the same. */
  LATE_SHARE("late share") {
    @Override
    String outcome(Trial trial) {
      trial.mining().pass(2);
      trial.pool.jobs().publish(trial.chain.sameTip());
      trial.goodSharesFor(4);
      List<Share> late = trial.persona.shares().stream().filter(Share::late).toList();
      assertTrue(late.stream().allMatch(Share::accepted), late::toString);
      return late.isEmpty() ? "sends none" : "counts";
    }
  },
  /** C3: another extranonce1 in the middle of mining, for those that asked for such. */
  EXTRANONCE("other extranonce1") {
    @Override
    String outcome(Trial trial) {
      trial.mining().pass(2);
      Optional<String> before = trial.persona.extranonce1();
      CompletableFuture<Boolean> changed =
          trial
              .pool
              .protocol()
              .sessions()
              .changeExtranonce(trial.link().info().id())
              .toCompletableFuture();
      trial.goodSharesFor(5);
      assertTrue(changed.isDone());
      assertEquals(changed.join(), !before.equals(trial.persona.extranonce1()));
      return changed.join() ? "takes it" : "does not ask";
    }
  },
  /** C5: what the pool may say at any time does no harm. */
  CALLS("ping, version, message") {
    @Override
    String outcome(Trial trial) {
      long id = trial.mining().link().info().id();
      CompletableFuture<?> ping = trial.pool.protocol().sessions().ping(id).toCompletableFuture();
      CompletableFuture<String> version =
          trial.pool.protocol().sessions().version(id).toCompletableFuture();
      trial.pool.protocol().sessions().showMessage("Maintenance at noon");
      trial.goodSharesFor(5);
      String answers =
          (ping.isDone() ? "ping" : "")
              + (ping.isDone() && version.isDone() ? ", " : "")
              + (version.isDone() ? "version" : "");
      return answers.isEmpty() ? "answers none" : "answers " + answers;
    }
  },
  /** C5: {@code client.reconnect} with empty params. */
  MOVE("asked to reconnect") {
    @Override
    String outcome(Trial trial) {
      int before = trial.mining().persona.connections();
      trial.pool.protocol().sessions().reconnect();
      trial.pass(60);
      trial.goodSharesFor(5);
      return trial.persona.connections() == before ? "ignores it" : "does";
    }
  },
  /** J5, H8: ten minutes without a new job from the source; nobody stops or leaves. */
  SILENCE("10 min silence") {
    @Override
    String outcome(Trial trial) {
      int connections = trial.mining().persona.connections();
      trial.pass(590).goodSharesFor(10);
      assertTrue(trial.persona.isMining());
      assertEquals(connections, trial.persona.connections());
      return "mines on";
    }
  },
  /** O2: the pool closes, the miner comes back and mines. */
  RECONNECT("pool closes") {
    @Override
    String outcome(Trial trial) {
      int before = trial.mining().persona.connections();
      trial.link().closeByPool();
      assertFalse(trial.persona.isConnected());
      int seconds = 0;
      while (!trial.persona.isMining() && seconds < 120) {
        trial.pass(1);
        seconds++;
      }
      assertEquals(before + 1, trial.persona.connections());
      trial.goodSharesFor(5);
      return "mines again after " + seconds + " s";
    }
  },
  /**
   * H7: a session that is named gets its place in the coinbase back, and what was found offline.
   */
  RESUME("resumes") {
    private final Set<MinerModel> naming =
        Set.of(
            MinerModel.MINERD,
            MinerModel.CPUMINER_MULTI,
            MinerModel.CPUMINER_OPT,
            MinerModel.CGMINER,
            MinerModel.CGMINER_ROLLING,
            MinerModel.ANTMINER,
            MinerModel.BFGMINER,
            MinerModel.SGMINER,
            MinerModel.WHATSMINER,
            MinerModel.WHATSMINER_WAITING);

    @Override
    String outcome(Trial trial) {
      Optional<String> before = trial.mining().pass(5).persona.extranonce1();
      List<Share> online = trial.persona.shares();
      trial.link().breakDown();
      assertEquals(Optional.of(DisconnectReason.CONNECTION_LOST), trial.link().closed());
      trial.pass(45);
      assertTrue(trial.persona.isMining(), () -> trial.persona.transcript().toString());
      boolean same = before.equals(trial.persona.extranonce1());
      assertEquals(naming.contains(trial.model), same, trial.persona.transcript().toString());
      trial.goodSharesFor(5);
      String job = online.get(online.size() - 1).jobId();
      boolean offline =
          trial.persona.shares().stream()
              .skip(online.size())
              .anyMatch(share -> share.jobId().equals(job) && share.accepted());
      return same ? "yes" + (offline ? ", and shares found offline" : "") : "names no session";
    }
  };

  /** What makes sense with programs that log in, but never submit a share. */
  private static final Set<Situation> WITHOUT_SHARES = Set.of(HANDSHAKE, WORK, SHARE, RECONNECT);

  private final String title;

  Situation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Tries a miner in this situation; answers how it went, in a word or two. */
  String seenWith(MinerModel model) {
    Trial trial = new Trial(model);
    return trial.neverSubmits() && !WITHOUT_SHARES.contains(this) ? "–" : outcome(trial);
  }

  abstract String outcome(Trial trial);
}
