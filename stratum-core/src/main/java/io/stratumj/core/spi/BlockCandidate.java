package io.stratumj.core.spi;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import java.util.Optional;

/**
 * A share whose hash meets the network target. It is handed out whatever the pool's own rules say
 * of the share: a block the pool calls stale may still be one the network takes.
 *
 * @param blockHash the name of the block
 * @param header the serialized header
 * @param coinbase the coinbase without witness: its hash is the transaction id
 * @param coinbaseWithWitness the coinbase as it stands in the block; the same as {@code coinbase}
 *     where there is no witness
 * @param block the whole serialized block, if the job came from a template
 * @param work the work it was found in
 * @param share what the miner sent
 * @param worker who found it
 * @param sessionId the session it came from
 * @param stale whether a clean job had replaced its job
 * @param lowDifficulty whether it misses the share target
 * @param timeOutOfRange whether its nTime is outside the job's window
 */
public record BlockCandidate(
    Hash256 blockHash,
    Bytes header,
    Bytes coinbase,
    Bytes coinbaseWithWitness,
    Optional<Bytes> block,
    Work work,
    Share share,
    WorkerName worker,
    long sessionId,
    boolean stale,
    boolean lowDifficulty,
    boolean timeOutOfRange) {
  /** Tells which block, not a megabyte of hex. */
  @Override
  public String toString() {
    return "BlockCandidate[" + blockHash + " in job " + work.jobId() + "]";
  }
}
