package io.stratumj.examples.store;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the books say, summed up. Immutable.
 *
 * @param workers in the order of their names
 * @param accounts likewise; an account is what stands before the first dot of a worker's name
 * @param rounds in order, the open one last
 * @param blocks in the order they were found
 */
record Books(List<Sum> workers, List<Sum> accounts, List<Round> rounds, List<Block> blocks) {
  /**
   * Accepted work.
   *
   * @param name whose
   * @param shares how many
   * @param work the sum of their difficulties: of what was asked for, not of what was achieved
   */
  record Sum(String name, long shares, BigDecimal work) {
    Sum plus(Sum other) {
      return new Sum(name, shares + other.shares, work.add(other.work));
    }
  }

  /**
   * What was mined up to a block, that block's share included. A block that was rejected ends no
   * round: its shares are of the next one's.
   *
   * @param number counted from 1
   * @param total of all workers
   * @param endedBy the hash of the block that ended it; "open" for the last
   */
  record Round(int number, Sum total, String endedBy) {}

  /**
   * A block, as written.
   *
   * @param round the round it ended; that in which it was found, if it was rejected
   */
  record Block(
      String hash, String height, String worker, String foundAt, String verdict, int round) {}
}
