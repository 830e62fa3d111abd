package io.stratumj.testkit.assertions;

import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.RecordingBlockSink;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.Reply;
import io.stratumj.testkit.SubmitReply;

/** Where assertions begin; to be imported statically. Stateless. */
public final class StratumAssertions {
  private StratumAssertions() {}

  /** About the answer to a share. */
  public static SubmitReplyAssert assertThat(SubmitReply reply) {
    return new SubmitReplyAssert(reply);
  }

  /** About the answer to any request. */
  public static ReplyAssert assertThat(Reply reply) {
    return new ReplyAssert(reply);
  }

  /** About a job as a miner holds it. */
  public static MinerJobAssert assertThat(MinerJob job) {
    return new MinerJobAssert(job);
  }

  /** About the shares a pool has recorded. */
  public static ShareSinkAssert assertThat(RecordingSink sink) {
    return new ShareSinkAssert(sink);
  }

  /** About the blocks a pool has submitted. */
  public static BlockSinkAssert assertThat(RecordingBlockSink sink) {
    return new BlockSinkAssert(sink);
  }

  /** Fails, unless something is so. */
  static void check(boolean holds, String expected, Object actual) {
    if (!holds) {
      throw new AssertionError("expected " + expected + ", but was: " + actual);
    }
  }
}
