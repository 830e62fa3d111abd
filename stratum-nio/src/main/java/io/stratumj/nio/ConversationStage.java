package io.stratumj.nio;

import io.stratumj.core.session.Conversation;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.ProtocolLoop;
import io.stratumj.core.spi.DisconnectReason;
import java.nio.ByteBuffer;

/** The stage at the top: passes everything to the protocol. */
record ConversationStage(Conversation conversation) implements Stage {
  /** Opens conversations of the loop's protocol. */
  static Opener opener(ProtocolLoop protocol) {
    return (sink, remote, nowNanos) -> new ConversationStage(protocol.open(sink, remote, nowNanos));
  }

  @Override
  public void receive(ByteBuffer bytes, long nowNanos) {
    conversation.receive(bytes, nowNanos);
  }

  @Override
  public void offer(Posting newest, long nowNanos) {
    conversation.offer(newest, nowNanos);
  }

  @Override
  public void tick(long nowNanos) {
    conversation.tick(nowNanos);
  }

  @Override
  public boolean owesReplies() {
    return conversation.owesReplies();
  }

  @Override
  public boolean isThrottled(long nowNanos) {
    return conversation.isThrottled(nowNanos);
  }

  @Override
  public void askToReconnect() {
    conversation.askToReconnect();
  }

  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    conversation.closed(reason, nowNanos);
  }
}
