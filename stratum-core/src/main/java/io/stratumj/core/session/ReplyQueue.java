package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Reply;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.core.codec.LineBuffer;
import io.stratumj.core.codec.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Sends replies in the order of their requests (SPEC F5). Old miners use one id for all shares and
 * count the answers, so a share that waits to be recorded holds the replies behind it back.
 *
 * <p>As long as nothing waits, a reply goes straight to the sink and nothing is allocated.
 *
 * <p><em>Loop-confined.</em>
 */
final class ReplyQueue {
  private final ByteSink sink;
  private final MessageWriter writer;

  private @Nullable Slot head;
  private @Nullable Slot tail;
  private int heldBytes;

  /** The place of a reply that is not known yet, or must wait for one that is not. */
  static final class Slot {
    private byte @Nullable [] line;
    private @Nullable Slot next;
  }

  private static final byte[] NO_LINE = new byte[0];

  ReplyQueue(ByteSink sink, MessageWriter writer) {
    this.sink = sink;
    this.writer = writer;
  }

  void send(RequestId id, Result result) {
    if (id.expectsReply()) {
      send(writer.write(new Reply(id, result)));
    }
  }

  void sendTrue(RequestId id) {
    if (id.expectsReply()) {
      send(writer.writeTrue(id));
    }
  }

  void sendError(RequestId id, StratumError error) {
    send(id, new Result.Failure(error));
  }

  /** Keeps a place in the order for a reply that will be known later. */
  Slot reserve() {
    Slot slot = new Slot();
    append(slot);
    return slot;
  }

  /** The reply of a reserved place is known: true. */
  void fillTrue(Slot slot, RequestId id) {
    fill(slot, id.expectsReply() ? copy(writer.writeTrue(id)) : NO_LINE);
  }

  /** The reply of a reserved place is known. */
  void fill(Slot slot, RequestId id, Result result) {
    fill(slot, id.expectsReply() ? copy(writer.write(new Reply(id, result))) : NO_LINE);
  }

  /** The reply of a reserved place is known: an error. */
  void fillError(Slot slot, RequestId id, StratumError error) {
    fill(slot, id, new Result.Failure(error));
  }

  /** Bytes of replies that are known but wait for an earlier one. */
  int heldBytes() {
    return heldBytes;
  }

  private void send(LineBuffer line) {
    if (head == null) {
      sink.append(line.array(), 0, line.size());
    } else {
      Slot slot = reserve();
      slot.line = copy(line);
      heldBytes += line.size();
    }
  }

  private void append(Slot slot) {
    if (tail == null) {
      head = slot;
    } else {
      tail.next = slot;
    }
    tail = slot;
  }

  private void fill(Slot slot, byte[] line) {
    slot.line = line;
    heldBytes += line.length;
    while (head != null && head.line != null) {
      sink.append(head.line, 0, head.line.length);
      heldBytes -= head.line.length;
      head = head.next;
    }
    if (head == null) {
      tail = null;
    }
  }

  private static byte[] copy(LineBuffer line) {
    return line.toBytes().toByteArray();
  }
}
