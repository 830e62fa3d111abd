package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockVerdict;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Says of every block what it is, who found it, and what became of it, in one line: {@code block
 * 900001 00000004… by alice.rig1: accepted}.
 *
 * <p><em>Thread-safe</em> if the consumer of the lines is.
 */
final class BlockLog implements BlockListener {
  private final Consumer<String> lines;

  /** A log that hands its lines to this. */
  BlockLog(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void judged(BlockCandidate candidate, BlockVerdict verdict) {
    OptionalInt height = BlockHeight.of(candidate.coinbase());
    lines.accept(
        "block %s %s by %s: %s"
            .formatted(
                height.isPresent() ? height.getAsInt() : "of unknown height",
                candidate.blockHash().toDisplayHex(),
                Printable.of(candidate.worker().value()),
                words(verdict)));
  }

  private static String words(BlockVerdict verdict) {
    if (verdict instanceof BlockVerdict.Accepted) {
      return "accepted";
    }
    if (verdict instanceof BlockVerdict.Rejected rejected) {
      return "rejected (" + Printable.of(rejected.reason()) + ")";
    }
    if (verdict instanceof BlockVerdict.Duplicate) {
      return "duplicate";
    }
    if (verdict instanceof BlockVerdict.Inconclusive) {
      return "inconclusive";
    }
    if (verdict instanceof BlockVerdict.Unknown unknown) {
      return "unknown (" + Printable.of(unknown.detail()) + ")";
    }
    throw new IllegalArgumentException("no words for " + verdict);
  }
}
