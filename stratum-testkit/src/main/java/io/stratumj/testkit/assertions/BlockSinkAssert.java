package io.stratumj.testkit.assertions;

import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.testkit.RecordingBlockSink;
import java.util.List;

/** What blocks a pool should have submitted. */
public final class BlockSinkAssert {
  private final RecordingBlockSink sink;

  BlockSinkAssert(RecordingBlockSink sink) {
    this.sink = sink;
  }

  /** Exactly so many candidates were submitted; waits up to 5 s for them. */
  public BlockSinkAssert hasCandidates(int count) {
    List<BlockCandidate> candidates = count == 0 ? sink.candidates() : sink.awaitCandidates(count);
    StratumAssertions.check(candidates.size() == count, count + " candidates", candidates);
    return this;
  }

  /** This block was submitted, once. */
  public BlockSinkAssert hasOnce(Hash256 blockHash) {
    long times =
        sink.candidates().stream().filter(each -> each.blockHash().equals(blockHash)).count();
    StratumAssertions.check(times == 1, "block " + blockHash + " once", sink.candidates());
    return this;
  }
}
