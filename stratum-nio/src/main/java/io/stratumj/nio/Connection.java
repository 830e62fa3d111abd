package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket and the bytes on their way to it. <em>Loop-confined.</em>
 *
 * <pre>
 *            closeAfterFlush                queue empty                  peer closed, or time up
 *   OPEN ------------------------> CLOSING -------------> LINGERING ---------------------------> GONE
 *    |                                |                   (we have sent FIN; what still           ^
 *    | peer closed, queue empty       | broken            arrives is thrown away)                 |
 *    +--------------------------------+-----------------------------------------------------------+
 *      broken, slow reader
 * </pre>
 *
 * <p>Why to linger: closing a socket on which unread bytes wait makes the kernel send RST, and an
 * RST destroys the last reply on its way to the miner (some firmwares reboot on it). So we say that
 * we have finished, and read until the miner has too, for a bounded time.
 *
 * <p>The peer's FIN ends only its half: what is queued, and replies that are still to come, are
 * delivered before we close. The same when the server closes: it stops reading first.
 *
 * <p>Whatever goes wrong in here ends this connection and nothing else: each way in is guarded.
 */
final class Connection implements ByteSink, Ready {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private enum Life {
    OPEN,
    LINGERING,
    GONE
  }

  private final EventLoop loop;
  private final SelectionKey key;
  private Stage stage = Stage.NONE;
  private Life life = Life.OPEN;

  /** What waits to be written, lent by the loop; null while nothing does. */
  private @Nullable Outbound outbound;

  /** Why to close once no more replies are to come; nothing is read any more. Null till then. */
  private @Nullable DisconnectReason ending;

  /** No more replies are to come: to be closed once the queue is empty. */
  private boolean saidAll;

  /** The stage wants no input for now. */
  private boolean throttled;

  /** The peer has closed its half. */
  private boolean inputEnded;

  /** A newer job was published while bytes waited, and is to be shown when they are written. */
  private boolean behind;

  /**
   * What the selector was last asked to look for. Kept here, like everything an idle connection
   * needs for a tick or a job, so that walking over ten thousand touches few objects of each.
   */
  private byte interest = SelectionKey.OP_READ;

  /** In the loop's list of connections to flush. */
  private boolean listed;

  /** Since when this ends, then since when it lingers. */
  private long endingSinceNanos;

  /** Where the loop's {@link ConnectionSet} has it. */
  int index;

  /**
   * A connection without a stage yet.
   *
   * @param key of the connection's channel with the loop's selector
   */
  Connection(EventLoop loop, SelectionKey key) {
    this.loop = loop;
    this.key = key;
  }

  // what a stage appends

  @Override
  public void append(byte[] bytes, int from, int length) {
    if (takesMessages()) {
      outbound().append(bytes, from, length, loop.options().outboundBytesMax(), loop.now());
    }
  }

  @Override
  public void append(Bytes shared) {
    if (takesMessages()) {
      outbound().append(shared, loop.options().outboundBytesMax(), loop.now());
    }
  }

  @Override
  public void closeAfterFlush(DisconnectReason reason) {
    if (takesMessages()) {
      ending = reason;
      saidAll = true;
    }
  }

  private boolean takesMessages() {
    assert loop.isCurrent();
    if (saidAll || life != Life.OPEN) {
      return false;
    }
    list();
    return true;
  }

  private Outbound outbound() {
    if (outbound == null) {
      outbound = loop.outbounds().lend();
    }
    return outbound;
  }

  private boolean nothingWaits() {
    return outbound == null || outbound.isEmpty();
  }

  private void list() {
    if (!listed) {
      listed = true;
      loop.flushLater(this);
    }
  }

  // what the loop calls

  /** Begins the conversation with whoever is there. */
  void open(Stage.Opener opener, SocketAddress remote) {
    try {
      stage = opener.open(this, remote, loop.now());
    } catch (Throwable thrown) {
      failed(remote.toString(), thrown);
    }
  }

  @Override
  public void ready() {
    try {
      if (key.isValid() && key.isReadable()) {
        read();
      }
      if (life == Life.OPEN && key.isValid() && key.isWritable()) {
        list();
      }
    } catch (IOException e) {
      end(DisconnectReason.CONNECTION_LOST);
    } catch (Throwable thrown) {
      failed(thrown);
    }
  }

  /** Shows the newest job, now or when the bytes that wait are written. */
  void offer(Posting newest) {
    if (ending != null || life != Life.OPEN) {
      return;
    }
    behind = !nothingWaits();
    if (!behind) {
      loop.lookSoon(this);
      try {
        stage.offer(newest, loop.now());
      } catch (Throwable thrown) {
        failed(thrown);
      }
    }
  }

  /** For how long {@link #tick} would do nothing if nothing happened. */
  long quietNanos() {
    if (life != Life.OPEN || ending != null || throttled || outbound != null) {
      return 0;
    }
    try {
      return stage.quietNanos(loop.now());
    } catch (Throwable thrown) {
      failed(thrown);
      return 0;
    }
  }

  /** Looks at the time: every second, unless nothing happens and it is quiet. */
  void tick() {
    long now = loop.now();
    if (life == Life.LINGERING) {
      if (now - endingSinceNanos >= loop.options().linger().toNanos()) {
        leave();
      }
    } else if (isStalled(now)) {
      end(saidAll && ending != null ? ending : DisconnectReason.SLOW_READER);
    } else if (!saidAll) {
      try {
        stage.tick(now);
      } catch (Throwable thrown) {
        failed(thrown);
      }
      if (ending != null || throttled) {
        list();
      }
    }
  }

  /** Stops reading, and closes when the replies that are still to come have been written. */
  void retire(DisconnectReason reason) {
    if (ending == null && life == Life.OPEN) {
      ending = reason;
      endingSinceNanos = loop.now();
      list();
    }
  }

  /** Retires, and asks the peer to connect anew before. */
  void sendOff(DisconnectReason reason, boolean askToReconnect) {
    if (askToReconnect && ending == null && life == Life.OPEN) {
      try {
        stage.askToReconnect();
      } catch (Throwable thrown) {
        failed(thrown);
      }
    }
    retire(reason);
  }

  /** Closes after what has been said so far, and a last word. */
  void dismiss(DisconnectReason reason) {
    try {
      stage.farewell();
    } catch (Throwable thrown) {
      failed(thrown);
    }
    closeAfterFlush(reason);
  }

  /** Writes what waits, ends what is to end, and asks the selector for what is wanted next. */
  void flush() {
    listed = false;
    if (life != Life.OPEN) {
      return;
    }
    if (outbound != null && outbound.isOverflowed()) {
      end(DisconnectReason.SLOW_READER);
      return;
    }
    try {
      write();
      if (ending != null && !saidAll && isSettled()) {
        dismiss(ending);
      }
      if (ending != null && saidAll && nothingWaits()) {
        finish(ending);
      } else {
        updateInterest();
        catchUp();
      }
    } catch (IOException e) {
      end(DisconnectReason.CONNECTION_LOST);
    } catch (Throwable thrown) {
      failed(thrown);
      end(DisconnectReason.INTERNAL_ERROR);
    }
  }

  /** Whether the peer has not been sent all it is to be sent. */
  boolean hasMoreToSay() {
    return life == Life.OPEN;
  }

  /** Ends now, without writing what waits. */
  void end(DisconnectReason reason) {
    boolean told = life != Life.OPEN;
    if (life != Life.GONE) {
      leave();
    }
    if (!told) {
      tell(reason);
    }
  }

  @Override
  public String toString() {
    return "connection of " + stage.name();
  }

  private void read() throws IOException {
    int count = loop.buffers().readFrom(channel());
    if (count < 0) {
      inputEnded = true;
      if (life == Life.LINGERING) {
        leave();
      } else {
        retire(DisconnectReason.CLIENT_CLOSED);
      }
    } else if (count > 0 && ending == null && life == Life.OPEN) {
      loop.lookSoon(this);
      stage.receive(loop.buffers().received(), loop.now());
      throttled = stage.isThrottled(loop.now());
      if (throttled) {
        list();
      }
    }
  }

  /**
   * Whether no reply is to come, or not soon enough for a peer that has finished: mostly it is gone
   * for good, and what its session holds is wanted by others (SPEC H9).
   */
  private boolean isSettled() {
    return !stage.owesReplies()
        || (inputEnded && loop.now() - endingSinceNanos >= loop.options().linger().toNanos());
  }

  private void catchUp() {
    if (behind && nothingWaits()) {
      loop.offerNewest(this);
      loop.served(this);
    }
  }

  /** Everything is written: says so to the peer, and waits for it to finish too. */
  private void finish(DisconnectReason reason) throws IOException {
    if (inputEnded) {
      leave();
    } else {
      channel().shutdownOutput();
      life = Life.LINGERING;
      endingSinceNanos = loop.now();
      updateInterest();
    }
    tell(reason);
  }

  /** The one place where interest is decided. */
  private void updateInterest() {
    throttled = throttled && stage.isThrottled(loop.now());
    boolean reads = life == Life.LINGERING || (ending == null && !throttled);
    boolean writes = life == Life.OPEN && !nothingWaits();
    int wanted = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
    if (interest != wanted) {
      key.interestOps(wanted);
      interest = (byte) wanted;
    }
  }

  private void write() throws IOException {
    if (outbound != null) {
      outbound.writeTo(channel(), loop.buffers().scratch(), loop.now());
      if (outbound.isEmpty()) {
        loop.outbounds().giveBack(outbound);
        outbound = null;
      }
    }
  }

  private SocketChannel channel() {
    return (SocketChannel) key.channel();
  }

  private boolean isStalled(long now) {
    return outbound != null
        && (interest & SelectionKey.OP_WRITE) != 0
        && outbound.isStalled(loop.options().writeStall().toNanos(), now);
  }

  private void failed(Throwable thrown) {
    failed(stage.name(), thrown);
  }

  private void failed(String name, Throwable thrown) {
    LOG.error(
        "connection of {} is closed because of an error in the server",
        name,
        EscapedFault.of(thrown));
    closeAfterFlush(DisconnectReason.INTERNAL_ERROR);
  }

  private void leave() {
    life = Life.GONE;
    if (outbound != null) {
      outbound.clear();
      outbound = null;
    }
    loop.left(this);
    try {
      channel().close();
    } catch (IOException e) {
      LOG.debug("{} could not be closed", this, e);
    }
  }

  /** Transport first, accounting after: the stage hears of the end when it has happened. */
  private void tell(DisconnectReason reason) {
    LOG.debug("{} is over: {}", this, reason);
    try {
      stage.closed(reason, loop.now());
    } catch (Throwable thrown) {
      LOG.error("{} ended with an error in the server", this, EscapedFault.of(thrown));
    }
    loop.served(this);
  }
}
