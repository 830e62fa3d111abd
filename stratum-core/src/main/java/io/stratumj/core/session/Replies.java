package io.stratumj.core.session;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Reply;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.core.codec.LineBuffer;
import io.stratumj.core.codec.MessageWriter;

/**
 * Sends replies in the order of their requests (SPEC F5). Old miners use one id for all shares and
 * count the answers, so a share that waits to be recorded holds the replies behind it back.
 *
 * <p>As long as nothing waits, a reply goes straight to the sink and nothing is allocated.
 *
 * <p><em>Loop-confined</em>, one for each loop.
 */
final class Replies {
  private static final byte[] NO_LINE = new byte[0];

  private final MessageWriter writer;

  Replies(MessageWriter writer) {
    this.writer = writer;
  }

  void send(Session session, RequestId id, Result result) {
    if (id.expectsReply()) {
      send(session, writer.write(new Reply(id, result)));
    }
  }

  void sendTrue(Session session, RequestId id) {
    if (id.expectsReply()) {
      send(session, writer.writeTrue(id));
    }
  }

  void sendError(Session session, RequestId id, StratumError error) {
    send(session, id, new Result.Failure(error));
  }

  /** Keeps a place in the order for a reply that will be known later. */
  HeldReplies.Slot reserve(Session session) {
    Errands errands = session.errands();
    if (errands.replies == null) {
      errands.replies = new HeldReplies(session.sink());
    }
    return errands.replies.reserve();
  }

  /** The reply of a reserved place is known: true. */
  void fillTrue(Session session, HeldReplies.Slot slot, RequestId id) {
    fill(session, slot, id.expectsReply() ? copy(writer.writeTrue(id)) : NO_LINE);
  }

  /** The reply of a reserved place is known. */
  void fill(Session session, HeldReplies.Slot slot, RequestId id, Result result) {
    fill(session, slot, id.expectsReply() ? copy(writer.write(new Reply(id, result))) : NO_LINE);
  }

  /** Bytes of replies that are known but wait for an earlier one. */
  static int heldBytes(Session session) {
    Errands errands = session.errandsIfAny();
    return errands == null || errands.replies == null ? 0 : errands.replies.bytes();
  }

  private static void fill(Session session, HeldReplies.Slot slot, byte[] line) {
    Errands errands = session.errandsIfAny();
    if (errands != null && errands.replies != null) {
      errands.replies.fill(slot, line);
      if (errands.replies.isEmpty()) {
        errands.replies = null;
      }
    }
  }

  private static void send(Session session, LineBuffer line) {
    Errands errands = session.errandsIfAny();
    if (errands == null || errands.replies == null) {
      session.sink().append(line.array(), 0, line.size());
    } else {
      errands.replies.add(copy(line));
    }
  }

  private static byte[] copy(LineBuffer line) {
    return line.toBytes().toByteArray();
  }
}
