package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.chain.ChainTree.ChainBlock;
import io.stratumj.testkit.chain.TransactionMaker.SimulatedTransaction;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The blocks of other miners: only as much of them as a chain remembers, since nobody asks for
 * their bytes. Confined to its chain's lock.
 */
final class ForeignBlocks {
  private static final int BLOCK_SECONDS = 600;

  private final ChainOptions options;
  private final LongSupplier epochSeconds;
  private int made;

  ForeignBlocks(ChainOptions options, LongSupplier epochSeconds) {
    this.options = options;
    this.epochSeconds = epochSeconds;
  }

  /**
   * One of the blocks a chain begins with.
   *
   * @param depth how many blocks below the first tip
   */
  ChainBlock past(int depth, Hash256 parent) {
    long time = epochSeconds.getAsLong() - (long) (depth + 1) * BLOCK_SECONDS;
    return new ChainBlock(hash(), parent, options.startHeight() - depth, time, List.of());
  }

  /**
   * The next block on a parent.
   *
   * @param minTime the least time it may have
   * @param best the best paying transactions; it takes nine in ten of them
   */
  ChainBlock next(ChainBlock parent, long minTime, List<SimulatedTransaction> best) {
    List<Hash256> txids =
        best.subList(0, best.size() * 9 / 10).stream().map(SimulatedTransaction::txid).toList();
    long time = Math.max(minTime, epochSeconds.getAsLong());
    return new ChainBlock(hash(), parent.hash(), parent.height() + 1, time, txids);
  }

  /** The hash of a header nobody has, but one that meets the target. */
  private Hash256 hash() {
    made++;
    byte[] name = ByteBuffer.allocate(12).putLong(options.seed()).putInt(made).array();
    BigInteger number = new BigInteger(ChainHash.sha256d(Bytes.of(name)).toDisplayHex(), 16);
    BigInteger limit = Target.ofCompact(options.nBits()).toBigInteger().add(BigInteger.ONE);
    String digits = number.mod(limit).toString(16);
    return Hash256.fromDisplayHex("0".repeat(2 * Hash256.SIZE - digits.length()) + digits);
  }
}
