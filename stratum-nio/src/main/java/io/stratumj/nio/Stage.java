package io.stratumj.nio;

import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Posting;
import io.stratumj.core.spi.DisconnectReason;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Whoever takes the bytes a connection reads. Bytes go up through stages and down through {@link
 * ByteSink}s: a stage that decrypts or strips a header takes bytes here, passes others to the stage
 * above it, and is that stage's sink. The top stage is a {@link ConversationStage}.
 *
 * <p><em>Loop-confined.</em> Must not block. A throw ends the connection, and only that.
 */
interface Stage {
  /** Takes all the bytes; the buffer is the loop's and is used again after the return. */
  void receive(ByteBuffer bytes, long nowNanos);

  /** Shows the newest job. Called only while nothing waits to be written. */
  void offer(Posting newest, long nowNanos);

  /** Some time, about a second, has passed. */
  void tick(long nowNanos);

  /**
   * Whether replies to what was received are still to come, from somebody else's stage. A
   * connection that ends in good order waits for them, for a bounded time.
   */
  boolean owesReplies();

  /**
   * Whether nothing more is to be read from the peer for now: it has said more than it may, or what
   * it said is being worked on elsewhere. Asked after {@link #receive}; while it is true, again
   * after {@link #tick} and when something was appended.
   */
  boolean isThrottled(long nowNanos);

  /** Asks the peer to connect anew, if it can be asked. */
  default void askToReconnect() {}

  /**
   * The connection is going to close in good order, and what is appended now is the last that is
   * sent. Not called when the stage itself has asked for the closing.
   */
  default void farewell() {}

  /**
   * Who is speaking, for the log.
   *
   * @param remote who is connected
   */
  default String named(String remote) {
    return remote;
  }

  /** The connection is gone. Called exactly once, and nothing is called after it. */
  void closed(DisconnectReason reason, long nowNanos);

  /** Begins the stages of one connection. */
  @FunctionalInterface
  interface Opener {
    /**
     * Begins.
     *
     * @param sink where the stage's bytes go
     * @param remote where the connection comes from
     */
    Stage open(ByteSink sink, SocketAddress remote, long nowNanos);
  }

  /** Does nothing: stands in before a connection has its stage and after it has lost it. */
  Stage NONE =
      new Stage() {
        @Override
        public void receive(ByteBuffer bytes, long nowNanos) {
          bytes.position(bytes.limit());
        }

        @Override
        public void offer(Posting newest, long nowNanos) {}

        @Override
        public void tick(long nowNanos) {}

        @Override
        public boolean owesReplies() {
          return false;
        }

        @Override
        public boolean isThrottled(long nowNanos) {
          return false;
        }

        @Override
        public void closed(DisconnectReason reason, long nowNanos) {}
      };
}
