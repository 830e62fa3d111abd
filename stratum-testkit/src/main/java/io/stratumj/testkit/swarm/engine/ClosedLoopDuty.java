package io.stratumj.testkit.swarm.engine;

/** Keeps every miner's window full. */
final class ClosedLoopDuty implements Duty {
  private final SwarmRun run;
  private final int window;

  ClosedLoopDuty(SwarmRun run, int window) {
    this.run = run;
    this.window = window;
  }

  @Override
  public void ready(SwarmMiner miner) {
    while (miner.outstanding() < window && run.maySubmit()) {
      miner.submit(run.now());
    }
    miner.flush();
  }

  @Override
  public void answered(SwarmMiner miner) {
    if (run.maySubmit()) {
      miner.submit(run.now());
    }
  }

  @Override
  public boolean isOver() {
    return !run.maySubmit();
  }
}
