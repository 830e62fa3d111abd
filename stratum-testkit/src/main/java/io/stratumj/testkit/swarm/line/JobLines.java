package io.stratumj.testkit.swarm.line;

import java.util.ArrayDeque;

/**
 * Reads notifies, each different one once. Ten thousand miners are sent the same line, so the lines
 * read last are kept, and a miner that is sent one of them gets the same {@link HeldJob} without
 * anything being read again. <em>Confined to the swarm's thread.</em>
 */
public final class JobLines {
  /** A job may differ for some, by clean_jobs for example, while the next one is coming already. */
  private static final int KEPT = 16;

  private final ArrayDeque<Known> known = new ArrayDeque<>();

  private static final class Known {
    private final byte[] line;
    private final HeldJob job;

    Known(byte[] line, HeldJob job) {
      this.line = line;
      this.job = job;
    }
  }

  /**
   * The job in this line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public HeldJob read(ServerLine line) {
    for (Known one : known) {
      if (line.isLine(one.line)) {
        return one.job;
      }
    }
    HeldJob job = RareLine.parse(line.text()).job();
    if (known.size() == KEPT) {
      known.removeLast();
    }
    known.addFirst(new Known(line.copy(), job));
    return job;
  }
}
