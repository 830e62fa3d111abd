package io.stratumj.testkit.swarm.engine;

/** Has every miner submit a little and come back on a new connection, over and over. */
final class ChurnDuty implements Duty {
  private final SwarmRun run;
  private final int submits;

  ChurnDuty(SwarmRun run, int submits) {
    this.run = run;
    this.submits = submits;
  }

  @Override
  public void ready(SwarmMiner miner) {
    for (int i = 0; i < submits && run.maySubmit(); i++) {
      miner.submit(run.now());
    }
    miner.flush();
    answered(miner);
  }

  @Override
  public void answered(SwarmMiner miner) {
    if (miner.isReady() && miner.outstanding() == 0) {
      miner.tally().cycled();
      miner.reset();
      run.gathering().comeBack(miner, run.now());
    }
  }

  @Override
  public boolean isOver() {
    return !run.maySubmit();
  }
}
