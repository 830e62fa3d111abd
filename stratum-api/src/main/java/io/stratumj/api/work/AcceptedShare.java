package io.stratumj.api.work;

/**
 * A share that counts, as it is handed over to be recorded.
 *
 * @param id the header's proof-of-work hash: the share's identity, the same however often and in
 *     whatever spelling it is sent, so a store that keeps it unique credits a share once
 * @param work the work it was found in
 * @param share what the miner sent
 * @param worker the authorized worker to credit; may differ from {@link Share#worker()} in the part
 *     after the dot
 * @param difficulty what to credit: never more than the miner was asked for
 * @param sessionId the session it came from
 * @param staleGrace whether its job had been replaced by a clean one, but only within the grace
 */
public record AcceptedShare(
    Hash256 id,
    Work work,
    Share share,
    WorkerName worker,
    Difficulty difficulty,
    long sessionId,
    boolean staleGrace) {}
