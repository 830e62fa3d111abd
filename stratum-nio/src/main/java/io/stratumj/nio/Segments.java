package io.stratumj.nio;

import org.jspecify.annotations.Nullable;

/**
 * The segments an event loop has to lend to its connections' write queues. <em>Loop-confined.</em>
 *
 * <p>A segment is out only while bytes wait, normally for some microseconds between answering and
 * writing, so a few serve any number of connections and an idle connection holds none. What comes
 * back beyond {@link #KEPT_MAX} of a kind is left to the garbage collector: a crowd of slow readers
 * must not leave its peak behind.
 */
final class Segments {
  /** Bytes of a block: the replies to some 20 submits, or all of a handshake but the job. */
  static final int BLOCK_BYTES = 1024;

  /** Free segments kept of each kind: 1 MiB of blocks. */
  static final int KEPT_MAX = 1024;

  private @Nullable Segment freeBlocks;
  private @Nullable Segment freeReferences;
  private int keptBlocks;
  private int keptReferences;

  /** An empty segment to copy bytes into. */
  Segment block() {
    Segment free = freeBlocks;
    if (free == null) {
      return new Segment(BLOCK_BYTES);
    }
    freeBlocks = free.next;
    free.next = null;
    keptBlocks--;
    return free;
  }

  /** An empty segment to refer to a shared line with. */
  Segment reference() {
    Segment free = freeReferences;
    if (free == null) {
      return new Segment(0);
    }
    freeReferences = free.next;
    free.next = null;
    keptReferences--;
    return free;
  }

  /** Takes a segment back. */
  void free(Segment segment) {
    segment.clear();
    if (segment.hasBlock()) {
      if (keptBlocks < KEPT_MAX) {
        segment.next = freeBlocks;
        freeBlocks = segment;
        keptBlocks++;
      }
    } else if (keptReferences < KEPT_MAX) {
      segment.next = freeReferences;
      freeReferences = segment;
      keptReferences++;
    }
  }
}
