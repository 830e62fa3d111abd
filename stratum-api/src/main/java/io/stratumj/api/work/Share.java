package io.stratumj.api.work;

/**
 * What a miner claims to have found: the fields of {@code mining.submit}, decoded.
 *
 * @param worker the name it was submitted under
 * @param jobId the job it was found in
 * @param extranonce2 the miner's part of the extranonce: its bytes in coinbase order, as the low
 *     bytes of a big-endian number
 * @param extranonce2Size how many bytes that are, 0 to 8
 * @param nTime the header time
 * @param nonce the header nonce
 * @param versionBits the rolled version bits, 0 if none were sent
 */
public record Share(
    WorkerName worker,
    JobId jobId,
    long extranonce2,
    int extranonce2Size,
    int nTime,
    int nonce,
    int versionBits) {
  /**
   * Checks the size of extranonce2.
   *
   * @throws IllegalArgumentException if it is not in 0 … 8
   */
  public Share {
    if (extranonce2Size < 0 || extranonce2Size > Extranonce.SIZE_MAX) {
      throw new IllegalArgumentException("extranonce2 has 0 to 8 bytes, not " + extranonce2Size);
    }
  }

  /** Copies the bytes of extranonce2 in coinbase order to {@code target}, from {@code at}. */
  public void copyExtranonce2To(byte[] target, int at) {
    for (int i = 0; i < extranonce2Size; i++) {
      target[at + i] = (byte) (extranonce2 >>> (8 * (extranonce2Size - 1 - i)));
    }
  }
}
