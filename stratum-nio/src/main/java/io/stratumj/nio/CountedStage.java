package io.stratumj.nio;

import io.stratumj.core.session.Posting;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.nio.ByteBuffer;

/** Lets everything through, and notes when it is over. */
record CountedStage(Stage inner, Runnable onClosed) implements Stage {
  @Override
  public void receive(ByteBuffer bytes, long nowNanos) {
    inner.receive(bytes, nowNanos);
  }

  @Override
  public void offer(Posting newest, long nowNanos) {
    inner.offer(newest, nowNanos);
  }

  @Override
  public void tick(long nowNanos) {
    inner.tick(nowNanos);
  }

  @Override
  public long quietNanos(long nowNanos) {
    return inner.quietNanos(nowNanos);
  }

  @Override
  public boolean owesReplies() {
    return inner.owesReplies();
  }

  @Override
  public boolean isThrottled(long nowNanos) {
    return inner.isThrottled(nowNanos);
  }

  @Override
  public void askToReconnect() {
    inner.askToReconnect();
  }

  @Override
  public void farewell() {
    inner.farewell();
  }

  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    onClosed.run();
    inner.closed(reason, nowNanos);
  }

  @Override
  public String name() {
    return inner.name();
  }
}
