package io.stratumj.api.work;

/**
 * What a serialized block holds besides its header and coinbase: kept with a job so that a share
 * that solves it can become a whole block.
 *
 * @param transactionCount how many transactions {@code transactions} holds, without the coinbase
 * @param transactions the transactions after the coinbase, each serialized with its witness, one
 *     after the other
 * @param segwit whether the block commits to witnesses, so that the coinbase is serialized with
 *     marker, flag and the 32 zero bytes of the witness reserved value (BIP141)
 * @param extension bytes after the last transaction; empty, but for Litecoin's MWEB {@code 01} and
 *     extension block
 */
public record BlockBody(int transactionCount, Bytes transactions, boolean segwit, Bytes extension) {
  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public BlockBody {
    if (transactionCount < 0) {
      throw new IllegalArgumentException("transactionCount is negative: " + transactionCount);
    }
  }

  /** Tells the sizes, not a megabyte of hex. */
  @Override
  public String toString() {
    return "BlockBody["
        + transactionCount
        + " transactions, "
        + transactions.size()
        + " bytes, segwit="
        + segwit
        + "]";
  }
}
