package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;

/**
 * A transaction of a block template.
 *
 * @param data the serialized transaction, with its witness if it has one
 * @param txid its id, which enters the merkle tree: the hash without witness. Taken from the node
 *     and not computed, because it is not always the hash of what {@code data} shows (the HogEx of
 *     Litecoin's MWEB)
 * @param hash its hash with witness (wtxid, BIP141), which enters the witness commitment; the same
 *     as {@code txid} where there is no witness
 */
public record TemplateTransaction(Bytes data, Hash256 txid, Hash256 hash) {
  /** Tells the id, not the bytes. */
  @Override
  public String toString() {
    return "TemplateTransaction[" + txid + ", " + data.size() + " bytes]";
  }
}
