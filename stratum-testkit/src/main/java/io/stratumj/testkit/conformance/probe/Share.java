package io.stratumj.testkit.conformance.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters of a submit, as they are to be written. Immutable.
 *
 * @param worker the worker
 * @param jobId the job's id
 * @param extranonce2 hex
 * @param nTime hex
 * @param nonce hex
 * @param versionBits hex; absent for a submit with five parameters
 */
public record Share(
    String worker,
    String jobId,
    String extranonce2,
    String nTime,
    String nonce,
    Optional<String> versionBits) {

  /** The share as a request line. */
  public String line(String id) {
    List<String> params = new ArrayList<>(List.of(worker, jobId, extranonce2, nTime, nonce));
    versionBits.ifPresent(params::add);
    return Request.of(id, "mining.submit", Request.array(params.toArray(new String[0])));
  }

  /** The same for another worker. */
  public Share by(String other) {
    return new Share(other, jobId, extranonce2, nTime, nonce, versionBits);
  }

  /** The same for another job. */
  public Share forJob(String other) {
    return new Share(worker, other, extranonce2, nTime, nonce, versionBits);
  }

  /** The same with another extranonce2. */
  public Share withExtranonce2(String other) {
    return new Share(worker, jobId, other, nTime, nonce, versionBits);
  }

  /** The same with another time. */
  public Share withNTime(String other) {
    return new Share(worker, jobId, extranonce2, other, nonce, versionBits);
  }

  /** The same with another nonce. */
  public Share withNonce(String other) {
    return new Share(worker, jobId, extranonce2, nTime, other, versionBits);
  }

  /** The same with other version bits. */
  public Share withVersionBits(String other) {
    return new Share(worker, jobId, extranonce2, nTime, nonce, Optional.of(other));
  }

  /** The same work in capital letters. */
  public Share inCapitals() {
    return new Share(
        worker,
        jobId,
        extranonce2.toUpperCase(Locale.ROOT),
        nTime.toUpperCase(Locale.ROOT),
        nonce.toUpperCase(Locale.ROOT),
        versionBits.map(bits -> bits.toUpperCase(Locale.ROOT)));
  }
}
