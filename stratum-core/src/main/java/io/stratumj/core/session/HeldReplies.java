package io.stratumj.core.session;

import org.jspecify.annotations.Nullable;

/**
 * The replies of one session that must wait: places kept for replies that are not known yet, and
 * known ones behind them (SPEC F5).
 *
 * <p><em>Loop-confined.</em>
 */
final class HeldReplies {
  private final ByteSink sink;
  private @Nullable Slot head;
  private @Nullable Slot tail;
  private int bytes;

  /** The place of a reply that is not known yet, or must wait for one that is not. */
  static final class Slot {
    private byte @Nullable [] line;
    private @Nullable Slot next;
  }

  HeldReplies(ByteSink sink) {
    this.sink = sink;
  }

  boolean isEmpty() {
    return head == null;
  }

  /** Bytes of replies that are known but wait for an earlier one. */
  int bytes() {
    return bytes;
  }

  /** Keeps a place in the order for a reply that will be known later. */
  Slot reserve() {
    Slot slot = new Slot();
    if (tail == null) {
      head = slot;
    } else {
      tail.next = slot;
    }
    tail = slot;
    return slot;
  }

  /** Adds a reply that is known. */
  void add(byte[] line) {
    fill(reserve(), line);
  }

  /** The reply of a reserved place is known; sends it and those behind it that are known too. */
  void fill(Slot slot, byte[] line) {
    slot.line = line;
    bytes += line.length;
    while (head != null && head.line != null) {
      sink.append(head.line, 0, head.line.length);
      bytes -= head.line.length;
      head = head.next;
    }
    if (head == null) {
      tail = null;
    }
  }
}
