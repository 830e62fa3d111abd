package io.stratumj.testkit.swarm.report;

/**
 * One submit of one miner of a swarm, with everything its share is made of. Immutable.
 *
 * @param miner which miner sent it, 0 and up
 * @param connection which connection of that miner, 1 and up
 * @param worker the name it was submitted under
 * @param jobId the job's name
 * @param extranonce1 hex, as it was when the job came
 * @param extranonce2 hex
 * @param nTime unsigned seconds since 1970
 * @param nonce as it is in the header, read as little-endian
 * @param versionBits the rolled bits; 0 if none
 * @param difficulty what was in force when the job came: less than that must not be asked of this
 *     share, and more must not be credited for it
 */
public record Submission(
    int miner,
    int connection,
    String worker,
    String jobId,
    String extranonce1,
    String extranonce2,
    int nTime,
    int nonce,
    int versionBits,
    double difficulty) {}
