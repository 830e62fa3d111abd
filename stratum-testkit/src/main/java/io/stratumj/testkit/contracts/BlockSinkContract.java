package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import org.junit.jupiter.api.Test;

/**
 * What the server relies on in a {@link BlockSink} (SPEC S8): its verdict is the node's, submitting
 * may be repeated, and a node that does not answer is not a node that says no.
 */
public abstract class BlockSinkContract {
  /** For subclasses. */
  protected BlockSinkContract() {}

  /** A sink whose node is there. A new node for each rule, or one that forgets. */
  protected abstract BlockSink openSink() throws Exception;

  /** A candidate the node will take. */
  protected abstract BlockCandidate goodBlock() throws Exception;

  /** A candidate the node will refuse. */
  protected abstract BlockCandidate badBlock() throws Exception;

  /** Makes the node unreachable from now on. */
  protected abstract void disconnectNode() throws Exception;

  /** S8. */
  @Test
  public final void blockTheNodeTakesIsAccepted() throws Exception {
    assertInstanceOf(
        BlockVerdict.Accepted.class,
        submit(openSink(), goodBlock()),
        "the node took the block: submitblock answers null then");
  }

  /** S8: the verdict is a value, with the node's own words. */
  @Test
  public final void blockTheNodeRefusesIsRejectedWithItsReason() throws Exception {
    BlockVerdict verdict = submit(openSink(), badBlock());
    assertInstanceOf(
        BlockVerdict.Rejected.class,
        verdict,
        "a refusal is final; anything else is tried 20 times more");
    assertFalse(
        ((BlockVerdict.Rejected) verdict).reason().isBlank(),
        "the operator needs the node's words to find out why a block was lost");
  }

  /** S8: the answer may be lost on the way, and then the block is submitted again. */
  @Test
  public final void submittingIsRepeatable() throws Exception {
    BlockSink sink = openSink();
    BlockCandidate block = goodBlock();
    BlockVerdict first = submit(sink, block);
    BlockVerdict second = submit(sink, block);
    assertTrue(
        second instanceof BlockVerdict.Accepted || second instanceof BlockVerdict.Duplicate,
        "submitted again, the block must be a duplicate or accepted, not "
            + second
            + " (first: "
            + first
            + "): a block whose first answer was lost would be booked as lost");
  }

  /** S8: a block is worth more than patience. */
  @Test
  public final void unreachableNodeIsNoRejection() throws Exception {
    BlockSink sink = openSink();
    BlockCandidate block = goodBlock();
    disconnectNode();
    String lesson = "without an answer of the node, fail the stage, throw, or say Unknown";
    BlockVerdict[] verdict = new BlockVerdict[1];
    var failure =
        Stages.failureOf(
            () -> sink.submit(block).thenAccept(answer -> verdict[0] = answer), lesson);
    assertTrue(
        failure.isPresent() || verdict[0] instanceof BlockVerdict.Unknown,
        lesson
            + ", not "
            + verdict[0]
            + ": the server tries again then, and would give up the block otherwise");
  }

  private static BlockVerdict submit(BlockSink sink, BlockCandidate block) {
    BlockVerdict verdict =
        Stages.valueOf(sink.submit(block), "while the node is there, it has a verdict");
    if (verdict == null) {
      throw new AssertionError("the verdict is null: it is taken for none, and tried again");
    }
    return verdict;
  }
}
