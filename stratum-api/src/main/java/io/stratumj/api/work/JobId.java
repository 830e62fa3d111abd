package io.stratumj.api.work;

/**
 * The name of a job on the wire: 1 to 16 lower-case hex digits without leading zeros. The server
 * counts upwards and never uses one again for other work.
 *
 * @param value the number the digits write, unsigned
 */
public record JobId(long value) implements Comparable<JobId> {
  /** The id no job ever has: what a name that no server of ours would hand out is read as. */
  public static final JobId NONE = new JobId(0);

  /** The digits sent to miners. */
  public String toWire() {
    return Long.toHexString(value);
  }

  @Override
  public int compareTo(JobId other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** The same as {@link #toWire()}. */
  @Override
  public String toString() {
    return toWire();
  }
}
