package io.stratumj.core.template;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;

/**
 * Puts a solved block together, as {@code submitblock} takes it.
 *
 * <pre>
 * header | number of transactions | coinbase | transactions | extension
 * </pre>
 *
 * Where the block commits to witnesses, the coinbase gets what it is hashed without: marker and
 * flag after its version, and before its lock time a witness of one item, 32 zero bytes. That item
 * is the witness reserved value; the node computed its commitment with zeros (BIP141, BIP145).
 */
public final class BlockAssembler {
  private static final int VERSION_BYTES = 4;
  private static final int LOCK_TIME_BYTES = 4;
  private static final Bytes MARKER_AND_FLAG = Bytes.of((byte) 0, (byte) 1);
  private static final Bytes WITNESS = Bytes.concat(Bytes.fromHex("0120"), Bytes.of(new byte[32]));

  private BlockAssembler() {}

  /**
   * The serialized block. Never blocks; copies every transaction twice.
   *
   * @param header the serialized header
   * @param coinbase the coinbase without witness
   * @param body the rest, as the job kept it
   * @throws IllegalArgumentException if the coinbase is too short to be a transaction
   */
  public static Bytes block(Bytes header, Bytes coinbase, BlockBody body) {
    return Bytes.concat(
        header,
        new Serializer().size(Math.addExact(body.transactions().size(), 1)).toBytes(),
        coinbase(coinbase, body),
        Bytes.concat(body.transactions().toArray(Bytes[]::new)),
        body.extension());
  }

  /**
   * The coinbase as it stands in the block: with its witness, if the block commits to witnesses.
   *
   * @param coinbase the coinbase without witness
   * @param body the rest of its block
   * @throws IllegalArgumentException if the coinbase is too short to be a transaction
   */
  public static Bytes coinbase(Bytes coinbase, BlockBody body) {
    if (!body.segwit()) {
      return coinbase;
    }
    int lockTimeAt = coinbase.size() - LOCK_TIME_BYTES;
    if (lockTimeAt < VERSION_BYTES) {
      throw new IllegalArgumentException(
          "a coinbase of " + coinbase.size() + " bytes is no transaction");
    }
    return Bytes.concat(
        coinbase.slice(0, VERSION_BYTES),
        MARKER_AND_FLAG,
        coinbase.slice(VERSION_BYTES, lockTimeAt),
        WITNESS,
        coinbase.slice(lockTimeAt, coinbase.size()));
  }
}
