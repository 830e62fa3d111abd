package io.stratumj.core.session;

import io.stratumj.core.spi.DisconnectReason;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Whoever takes the bytes a connection reads: all a transport drives. Bytes go up through stages
 * and down through {@link ByteSink}s. The top stage is a {@link Conversation}; a transport may put
 * others below it: one that decrypts or strips a header takes bytes here, passes others to the
 * stage above it, and is that stage's sink.
 *
 * <p><em>Loop-confined</em>: every method is called on the thread of the connection's loop. Must
 * not block. A throw ends the connection, and only that. Times are nanoseconds of an arbitrary
 * origin, the same for the whole {@link StratumProtocol}, and never go back.
 */
public interface Stage {
  /** Takes all the bytes; the buffer is the loop's and is used again after the return. */
  void receive(ByteBuffer bytes, long nowNanos);

  /** Shows the newest job. Called only while nothing waits to be written. */
  void offer(Posting newest, long nowNanos);

  /** Time has passed: about a second, unless the stage was quiet. */
  void tick(long nowNanos);

  /**
   * For how long {@link #tick} would do nothing if nothing happened; 0 when it is to be called at
   * the next second. Asked after {@link #tick}; what is received, offered or appended ends the
   * quiet.
   */
  long quietNanos(long nowNanos);

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

  /** Who is speaking, for the log. */
  String name();

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

    /** About a second has passed on the loop, whatever its connections do. */
    default void tick(long nowNanos) {}
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
        public long quietNanos(long nowNanos) {
          return Long.MAX_VALUE;
        }

        @Override
        public boolean owesReplies() {
          return false;
        }

        @Override
        public boolean isThrottled(long nowNanos) {
          return false;
        }

        @Override
        public String name() {
          return "nobody";
        }

        @Override
        public void closed(DisconnectReason reason, long nowNanos) {}
      };
}
