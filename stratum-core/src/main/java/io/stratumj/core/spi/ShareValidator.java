package io.stratumj.core.spi;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;

/**
 * Hashes shares: the one thing in which mining algorithms differ.
 *
 * <p><b>Thread and blocking rule.</b> An instance is <em>loop-confined</em>: the server asks its
 * supplier for one instance per event loop and calls it on that loop only, so it may keep scratch
 * buffers in plain fields. It is pure otherwise and must not block. A throw answers that share with
 * {@link io.stratumj.api.work.RejectReason#INTERNAL} and is logged.
 */
public interface ShareValidator {
  /** The target of difficulty 1 of this algorithm. */
  default Target difficultyOne() {
    return Target.DIFFICULTY_ONE;
  }

  /**
   * Builds the header the share claims, hashes it, and compares.
   *
   * @param work the job as the session has it; {@code work.target()} is what the share must meet
   * @param share the miner's fields; its extranonce2 has the size the work asks for and its version
   *     bits are inside the mask
   */
  ProofOfWork prove(Work work, Share share);

  /**
   * The serialized header the share claims, 80 bytes for Bitcoin. Called for block candidates only.
   */
  Bytes header(Work work, Share share);

  /** The serialized coinbase of the share, without witness. Called for block candidates only. */
  Bytes coinbase(Work work, Share share);

  /**
   * The name of a block with this header, which need not be its proof-of-work hash (a Litecoin
   * block is named by SHA-256d and proved by scrypt).
   *
   * @param header what {@link #header} returned
   */
  Hash256 blockHash(Bytes header);

  /**
   * What hashing a share showed.
   *
   * @param hash the proof-of-work hash
   * @param meetsTarget whether it meets the share's target
   * @param meetsNetworkTarget whether it meets the target in the job's nBits: a block candidate
   */
  record ProofOfWork(Hash256 hash, boolean meetsTarget, boolean meetsNetworkTarget) {}
}
