package io.stratumj.testkit.swarm.line;

import io.stratumj.testkit.mining.HeaderTemplate;
import java.nio.charset.StandardCharsets;

/**
 * A job as a swarm holds it: once, for all the miners that were sent the same line. Immutable.
 *
 * @param jobId the job's name
 * @param nTime the job's time, unsigned seconds since 1970
 * @param cleanJobs whether all earlier jobs are worthless
 * @param template what the header is made of
 * @param idToken the name as it stands in a line, quotes included, for {@link SubmitLines}
 */
public record HeldJob(
    String jobId, int nTime, boolean cleanJobs, HeaderTemplate template, Token idToken) {
  /** Bytes that are copied into lines. */
  public static final class Token {
    private final byte[] bytes;

    private Token(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The token of a JSON text. */
    public static Token of(String json) {
      return new Token(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Copies the token to this place. Answers where it ends. */
    int put(byte[] into, int at) {
      System.arraycopy(bytes, 0, into, at, bytes.length);
      return at + bytes.length;
    }

    /** How many bytes it has. */
    public int size() {
      return bytes.length;
    }
  }
}
