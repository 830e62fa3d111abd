package io.stratumj.testkit;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The fields of a {@code mining.submit}, spelled as they will stand on the wire. {@link
 * MinerJob#solve()} spells them well; a test that wants them misspelled, short, or plainly wrong
 * says so with the methods below. Nothing is checked here. Immutable.
 *
 * @param worker who submits; absent for the first worker the miner authorized
 * @param jobId the job
 * @param extranonce2 hex in coinbase order
 * @param nTime the header time, big-endian hex
 * @param nonce the nonce, big-endian hex
 * @param versionBits the rolled bits, big-endian hex; absent for a submit of five parameters
 */
public record Solution(
    Optional<String> worker,
    String jobId,
    String extranonce2,
    String nTime,
    String nonce,
    Optional<String> versionBits) {

  /** The same, submitted under another name. */
  public Solution withWorker(String name) {
    return new Solution(Optional.of(name), jobId, extranonce2, nTime, nonce, versionBits);
  }

  /** The same, for another job. */
  public Solution withJobId(String id) {
    return new Solution(worker, id, extranonce2, nTime, nonce, versionBits);
  }

  /** The same with another text as extranonce2. */
  public Solution withExtranonce2(String text) {
    return new Solution(worker, jobId, text, nTime, nonce, versionBits);
  }

  /** The same with another text as nTime. */
  public Solution withNTime(String text) {
    return new Solution(worker, jobId, extranonce2, text, nonce, versionBits);
  }

  /** The same with another text as nonce. */
  public Solution withNonce(String text) {
    return new Solution(worker, jobId, extranonce2, nTime, text, versionBits);
  }

  /** The same with a sixth parameter. */
  public Solution withVersionBits(String text) {
    return new Solution(worker, jobId, extranonce2, nTime, nonce, Optional.of(text));
  }

  /** The same with five parameters. */
  public Solution withoutVersionBits() {
    return new Solution(worker, jobId, extranonce2, nTime, nonce, Optional.empty());
  }

  /** The same share in upper-case hex. */
  public Solution inUpperCase() {
    return withExtranonce2(extranonce2.toUpperCase(Locale.ROOT))
        .respelled(text -> text.toUpperCase(Locale.ROOT));
  }

  /** The same share with {@code 0x} before nTime, nonce and version bits. */
  public Solution withHexPrefix() {
    return respelled(text -> "0x" + text);
  }

  /** The same share without the leading zeros of nTime, nonce and version bits. */
  public Solution withoutLeadingZeros() {
    return respelled(text -> text.replaceFirst("^0+(?=.)", ""));
  }

  private Solution respelled(UnaryOperator<String> spelling) {
    return new Solution(
        worker,
        jobId,
        extranonce2,
        spelling.apply(nTime),
        spelling.apply(nonce),
        versionBits.map(spelling));
  }
}
