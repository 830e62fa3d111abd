package io.stratumj.testkit.swarm.engine;

/**
 * Submits by the clock, the miners taking turns. What could not be sent in time, because this
 * program was late, is sent at once with the moment it was due, and its lateness is recorded.
 */
final class OpenLoopDuty implements Duty {
  /** So that answers are read too while the swarm catches up. */
  private static final int BURST = 64;

  /** A miner whose server has not read that much is passed over: the connection is clogged. */
  private static final int UNSENT_BYTES_MAX = 1 << 20;

  private final SwarmRun run;
  private final double intervalNanos;
  private final long beginNanos;
  private long count;
  private int turn;

  OpenLoopDuty(SwarmRun run, double submitsPerSecond) {
    this.run = run;
    this.intervalNanos = 1e9 / submitsPerSecond;
    this.beginNanos = run.now();
  }

  @Override
  public long turn() {
    for (int sent = 0; sent < BURST; sent++) {
      long now = System.nanoTime();
      long due = beginNanos + (long) (count * intervalNanos);
      if (due - now > 0) {
        return due - now;
      }
      if (!run.maySubmit() || !submit(due)) {
        return isOver() ? NEVER : 0;
      }
      run.tally().late(now - due);
      count++;
    }
    return 0;
  }

  @Override
  public boolean isOver() {
    return !run.maySubmit();
  }

  /** Has the next miner that can submit. Answers whether there was one. */
  private boolean submit(long dueNanos) {
    for (int tried = 0; tried < run.miners().size(); tried++) {
      SwarmMiner miner = run.miners().get(turn);
      turn = (turn + 1) % run.miners().size();
      if (miner.isReady() && miner.unsentBytes() < UNSENT_BYTES_MAX) {
        miner.submit(dueNanos);
        miner.flush();
        return true;
      }
    }
    return false;
  }
}
