package io.stratumj.testkit.cpu;

import io.stratumj.testkit.swarm.line.WorkInHand;
import java.util.Optional;

/** What a miner counts, and when it is time to tell. <em>Confined to the miner's thread.</em> */
final class MinerCounts {
  private final HashThreads hashing;
  private final long periodNanos;
  private final long beginNanos = System.nanoTime();
  private long toldNanos = beginNanos;
  private long hashesTold;
  private long accepted;
  private long refused;

  MinerCounts(HashThreads hashing, long periodNanos) {
    this.hashing = hashing;
    this.periodNanos = periodNanos;
  }

  void answered(boolean isAccepted) {
    if (isAccepted) {
      accepted++;
    } else {
      refused++;
    }
  }

  long accepted() {
    return accepted;
  }

  /** How it goes, if the time has come to tell. */
  Optional<MinerStatus> statusIfDue(WorkInHand work, int connections) {
    long now = System.nanoTime();
    if (now - toldNanos < periodNanos) {
      return Optional.empty();
    }
    long hashes = hashing.hashes();
    double rate = (hashes - hashesTold) * 1e9 / (now - toldNanos);
    toldNanos = now;
    hashesTold = hashes;
    return Optional.of(status(rate, work, connections));
  }

  /** How it went, over the whole time. */
  MinerStatus total(WorkInHand work, int connections) {
    double rate = hashing.hashes() * 1e9 / Math.max(1, System.nanoTime() - beginNanos);
    return status(rate, work, connections);
  }

  private MinerStatus status(double rate, WorkInHand work, int connections) {
    double difficulty = work.job().isPresent() ? work.difficulty() : 0;
    return new MinerStatus(rate, accepted, refused, difficulty, connections);
  }
}
