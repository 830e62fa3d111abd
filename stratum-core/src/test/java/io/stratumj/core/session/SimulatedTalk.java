package io.stratumj.core.session;

import com.google.gson.JsonArray;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.core.vardiff.SimulatedSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A real session, over its wire, for a simulated miner. Nothing is mined: a share's extranonce2
 * holds the difficulty it was found at, and the validator believes it.
 */
final class SimulatedTalk implements SimulatedSession {
  private final Pool pool;
  private final Talk talk;
  private final long begunNanos;
  private final Map<Double, String> newestJobs = new HashMap<>();

  private double difficulty;
  private int jobs = 1;
  private int nonce;
  private int rejected;

  SimulatedTalk(DifficultyPolicy policy) {
    pool = new Pool(options -> options.difficulty(policy).shareValidator(Believing::new));
    pool.publish(job());
    talk = new Talk(pool).handshake("a");
    begunNanos = pool.now();
    listen();
  }

  /** How many shares were refused. */
  int rejected() {
    return rejected;
  }

  @Override
  public double difficulty() {
    return difficulty;
  }

  @Override
  public void share(double found, long nowNanos) {
    passUntil(nowNanos);
    nonce++;
    talk.submit(
        "a",
        newestJobs.get(found),
        String.format("%016x", Double.doubleToLongBits(found)),
        Pool.hex(1_700_000_000 + 100),
        Pool.hex(nonce));
    listen();
  }

  @Override
  public void tick(long nowNanos) {
    passUntil(nowNanos);
    talk.tick();
    listen();
  }

  @Override
  public void job(long nowNanos) {
    passUntil(nowNanos);
    jobs++;
    pool.publish(job());
    talk.offer();
    listen();
  }

  private void listen() {
    for (String line : talk.hear()) {
      switch (Talk.method(line)) {
        case "mining.set_difficulty" -> difficulty = Talk.params(line).get(0).getAsDouble();
        case "mining.notify" -> {
          JsonArray params = Talk.params(line);
          newestJobs.put(difficulty, params.get(0).getAsString());
        }
        default -> rejected += Talk.error(line) == 0 ? 0 : 1;
      }
    }
  }

  private void passUntil(long nowNanos) {
    pool.pass(Duration.ofNanos(begunNanos + nowNanos - pool.now()));
  }

  private Job job() {
    return Pool.job(jobs, Pool.HARD_BITS);
  }

  private static final class Believing implements ShareValidator {
    @Override
    public ProofOfWork prove(Work work, Share share) {
      byte[] hash = new byte[Hash256.SIZE];
      ByteBuffer.wrap(hash).putInt(share.nonce());
      double found = Double.longBitsToDouble(share.extranonce2());
      boolean meets = found >= work.difficulty().toDouble();
      return new ProofOfWork(Hash256.fromInternal(hash, 0), meets, false);
    }

    @Override
    public Bytes header(Work work, Share share) {
      throw new IllegalStateException("no blocks are found here");
    }

    @Override
    public Bytes coinbase(Work work, Share share) {
      throw new IllegalStateException("no blocks are found here");
    }

    @Override
    public Hash256 blockHash(Bytes header) {
      throw new IllegalStateException("no blocks are found here");
    }
  }
}
