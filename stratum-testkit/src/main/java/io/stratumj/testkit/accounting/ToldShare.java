package io.stratumj.testkit.accounting;

import io.stratumj.api.work.Hash256;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * One submit, and what the miner was told of it. Immutable.
 *
 * @param connection a name for the connection, unique in the run
 * @param id the share's proof-of-work hash, computed by the miner; empty if it claims no header,
 *     because its job was never sent or its fields cannot be read
 * @param worker the name it was submitted under
 * @param answer what the miner was told
 * @param creditable what the pool may credit: the difficulty of its job or, if that is lower, the
 *     one in force when it was judged. More than one value if the difficulty changed while the
 *     share was under way
 * @param sent its place among everything that happened on the connection; {@link #UNORDERED} if
 *     that is not known
 * @param answered the place of the answer; {@link #UNORDERED} if there was none, or not known
 * @param submit the line, or whatever names the share in a report
 */
public record ToldShare(
    String connection,
    Optional<Hash256> id,
    String worker,
    Answer answer,
    Set<BigDecimal> creditable,
    long sent,
    long answered,
    String submit) {
  /** Stands for a place that is not known. */
  public static final long UNORDERED = -1;

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if a share with an id has nothing it may be credited with
   */
  public ToldShare {
    creditable = Set.copyOf(creditable);
    if (id.isPresent() && creditable.isEmpty()) {
      throw new IllegalArgumentException("share " + id.get() + " could not be credited at all");
    }
  }

  /**
   * A share of which no more is known than this; for miners that keep their own books.
   *
   * @param asked the difficulty the miner was asked for
   */
  public static ToldShare of(
      String connection, Hash256 id, String worker, Answer answer, BigDecimal asked) {
    return new ToldShare(
        connection, Optional.of(id), worker, answer, Set.of(asked), UNORDERED, UNORDERED, "");
  }
}
