package io.stratumj.testkit.personas.work;

import io.stratumj.testkit.mining.HeaderTemplate;

/**
 * A notify as a program read it. Immutable.
 *
 * @param line the line
 * @param id the job's name
 * @param template what goes into the header
 * @param nTime unsigned seconds since 1970
 * @param clean whether earlier jobs are worthless
 */
public record PoolJob(String line, String id, HeaderTemplate template, int nTime, boolean clean) {
  /** The block version without rolled bits. */
  public int version() {
    return Integer.parseUnsignedInt(template.version(), 16);
  }
}
