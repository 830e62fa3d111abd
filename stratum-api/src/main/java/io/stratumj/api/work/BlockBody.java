package io.stratumj.api.work;

import java.util.List;

/**
 * What a serialized block holds besides its header and coinbase: kept with a job so that a share
 * that solves it can become a whole block.
 *
 * @param transactions the transactions after the coinbase, in the order of the block, each
 *     serialized with its witness
 * @param segwit whether the block commits to witnesses, so that the coinbase is serialized with
 *     marker, flag and the 32 zero bytes of the witness reserved value (BIP141)
 * @param extension bytes after the last transaction; empty, but for Litecoin's MWEB {@code 01} and
 *     extension block
 */
public record BlockBody(List<Bytes> transactions, boolean segwit, Bytes extension) {
  /** Copies the list. */
  public BlockBody {
    transactions = List.copyOf(transactions);
  }

  /** Bytes of all transactions together. */
  public long transactionBytes() {
    long bytes = 0;
    for (Bytes transaction : transactions) {
      bytes += transaction.size();
    }
    return bytes;
  }

  /** Tells the sizes, not a megabyte of hex. */
  @Override
  public String toString() {
    return "BlockBody["
        + transactions.size()
        + " transactions, "
        + transactionBytes()
        + " bytes, segwit="
        + segwit
        + "]";
  }
}
