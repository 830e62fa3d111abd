package io.stratumj.testkit.personas.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A share as a program submits it. Immutable.
 *
 * @param jobId the job's name
 * @param extranonce2 hex
 * @param nTime hex
 * @param nonce hex
 * @param versionBits hex; absent if the program has no sixth parameter
 * @param late whether the pool has sent a newer job since
 */
public record ShareFound(
    String jobId,
    String extranonce2,
    String nTime,
    String nonce,
    Optional<String> versionBits,
    boolean late) {
  /** The parameters of the submit. */
  public List<String> params(String worker) {
    List<String> params = new ArrayList<>(List.of(worker, jobId, extranonce2, nTime, nonce));
    versionBits.ifPresent(params::add);
    return params;
  }
}
