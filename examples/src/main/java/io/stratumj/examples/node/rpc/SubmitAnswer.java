package io.stratumj.examples.node.rpc;

import java.util.Optional;

/**
 * What a node said to a submitted block, sorted by what it means (BIP22). It says nothing about the
 * best chain: some nodes answer null to a valid block beside it, others {@code inconclusive}. Where
 * the block ended up must be asked afterwards.
 *
 * @param meaning what it means
 * @param words the node's words without the {@code rejected: } that some put before; empty for null
 */
public record SubmitAnswer(Meaning meaning, String words) {
  private static final String PREFIX = "rejected: ";

  /** What it means. */
  public enum Meaning {
    /** The node found no fault. */
    TAKEN,
    /** The node has the block already. */
    DUPLICATE,
    /** The node has it and has not judged it. */
    INCONCLUSIVE,
    /** The node cannot take it yet: it lacks the parent, or its clock is behind. */
    NOT_YET,
    /** The node will not have it, now and in future. */
    REFUSED
  }

  /**
   * Understands an answer.
   *
   * @param result the result of {@code submitblock}; empty for null
   */
  static SubmitAnswer of(Optional<String> result) {
    if (result.isEmpty()) {
      return new SubmitAnswer(Meaning.TAKEN, "");
    }
    String text = NodeException.printable(result.get());
    String words = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    return switch (words) {
      case "duplicate" -> new SubmitAnswer(Meaning.DUPLICATE, words);
      case "inconclusive", "duplicate-inconclusive" ->
          new SubmitAnswer(Meaning.INCONCLUSIVE, words);
      // A node that was set back, as by a crash, has to fetch the parent again. For some nodes
      // the second name is that of an invalid parent: such a block is tried in vain, not lost.
      case "prev-blk-not-found", "bad-prevblk", "time-too-new" ->
          new SubmitAnswer(Meaning.NOT_YET, words);
      default -> new SubmitAnswer(Meaning.REFUSED, words);
    };
  }

  /** A refusal that came as an error: the node could not even read the block. */
  static SubmitAnswer unreadable(String words) {
    return new SubmitAnswer(Meaning.REFUSED, words);
  }
}
