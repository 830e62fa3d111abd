package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import java.util.function.Function;

/**
 * What a simulated chain is like. Immutable; start from {@link #defaults} and change what matters.
 *
 * @param seed decides every transaction and every hash of the chain
 * @param startHeight the height of the tip the chain begins with
 * @param nBits the network target in compact form, always the same: nothing retargets
 * @param transactions how many transactions a template has, 0 … 3,500
 * @param halvingInterval after how many blocks the subsidy of 50 coins is halved
 * @param segwit whether segwit is active
 * @param proof the proof-of-work hash of a header
 */
public record ChainOptions(
    long seed,
    int startHeight,
    int nBits,
    int transactions,
    int halvingInterval,
    boolean segwit,
    Function<Bytes, Hash256> proof) {
  private static final long FIRST_SUBSIDY = 50_0000_0000L;

  /** More do not fit into a block's weight. */
  private static final int TRANSACTIONS_MAX = 3_500;

  /** So that there is a past to take median times from. */
  private static final int START_HEIGHT_MIN = 11;

  /**
   * Checks every option.
   *
   * @throws IllegalArgumentException naming the option that is out of range
   */
  public ChainOptions {
    if (startHeight < START_HEIGHT_MIN) {
      throw new IllegalArgumentException("startHeight is less than 11: " + startHeight);
    }
    if (Target.ofCompact(nBits).toBigInteger().signum() == 0) {
      throw new IllegalArgumentException(String.format("nBits is a target of zero: %08x", nBits));
    }
    if (transactions < 0 || transactions > TRANSACTIONS_MAX) {
      throw new IllegalArgumentException("transactions is not in 0..3500: " + transactions);
    }
    if (halvingInterval < 1) {
      throw new IllegalArgumentException("halvingInterval is less than 1: " + halvingInterval);
    }
  }

  /**
   * Seed 1, height 900,000, regtest's target (every second hash is a block), 300 transactions,
   * halvings every 210,000 blocks, segwit, double SHA-256.
   */
  public static ChainOptions defaults() {
    return new ChainOptions(
        1, 900_000, 0x207fffff, 300, 210_000, true, header -> ChainHash.sha256d(header));
  }

  /** What a coinbase may create at this height. */
  long subsidy(int height) {
    int halvings = height / halvingInterval;
    return halvings < Long.SIZE ? FIRST_SUBSIDY >> halvings : 0;
  }

  /** The same with another seed. */
  public ChainOptions withSeed(long newSeed) {
    return new ChainOptions(
        newSeed, startHeight, nBits, transactions, halvingInterval, segwit, proof);
  }

  /** The same, beginning at another height. */
  public ChainOptions withStartHeight(int newStartHeight) {
    return new ChainOptions(
        seed, newStartHeight, nBits, transactions, halvingInterval, segwit, proof);
  }

  /** The same with another network target. */
  public ChainOptions withBits(int newNBits) {
    return new ChainOptions(
        seed, startHeight, newNBits, transactions, halvingInterval, segwit, proof);
  }

  /** The same with another number of transactions in a template. */
  public ChainOptions withTransactions(int count) {
    return new ChainOptions(seed, startHeight, nBits, count, halvingInterval, segwit, proof);
  }

  /** The same with another halving interval. */
  public ChainOptions withHalvingInterval(int blocks) {
    return new ChainOptions(seed, startHeight, nBits, transactions, blocks, segwit, proof);
  }

  /** The same as before segwit: no witnesses, no commitment. */
  public ChainOptions withoutSegwit() {
    return new ChainOptions(seed, startHeight, nBits, transactions, halvingInterval, false, proof);
  }

  /** The same with another proof-of-work hash, for chains of another algorithm. */
  public ChainOptions withProof(Function<Bytes, Hash256> newProof) {
    return new ChainOptions(
        seed, startHeight, nBits, transactions, halvingInterval, segwit, newProof);
  }
}
