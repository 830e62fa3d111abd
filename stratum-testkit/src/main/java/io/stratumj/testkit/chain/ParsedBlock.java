package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.util.List;

/**
 * A block as its bytes say.
 *
 * @param header the 80 bytes of the header
 * @param hash its name
 * @param strippedSize how many bytes it has without witnesses
 * @param size how many bytes it has
 */
record ParsedBlock(
    Bytes header,
    Hash256 hash,
    int version,
    Hash256 parent,
    Hash256 merkleRoot,
    long time,
    int nBits,
    List<Transaction> transactions,
    int strippedSize,
    int size) {

  /**
   * A transaction.
   *
   * @param coinbase whether it has one input that spends nothing
   * @param firstScript the script of its first input
   * @param firstWitness the witness of its first input
   * @param witness whether it is serialized with witnesses
   */
  record Transaction(
      Hash256 txid,
      Hash256 wtxid,
      boolean coinbase,
      Bytes firstScript,
      List<Bytes> firstWitness,
      boolean witness,
      List<Output> outputs,
      int strippedSize) {}

  record Output(long value, Bytes script) {}

  int weight() {
    return 3 * strippedSize + size;
  }
}
