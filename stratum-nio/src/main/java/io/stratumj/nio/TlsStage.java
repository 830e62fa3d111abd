package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS between a connection and what is above it (SPEC L6): decrypts what comes up, and is the sink
 * that encrypts what goes down. What is above is opened when the handshake is done.
 * <em>Loop-confined.</em>
 *
 * <p>It drives the JDK's own engine with the bytes the connection has read, as every stage is
 * driven, and wraps no channel. So a connection need not know of TLS: there is no decrypted rest
 * that a selector cannot see, none that reading must be paused for, and no write that has to be
 * repeated. Between records it holds nothing but the engine.
 *
 * <p>What takes long in a handshake, a signature mostly, is computed on a thread of its own;
 * meanwhile nothing is read from that peer, and all others are served. Replies to what came in one
 * read are collected and sent in one record.
 */
final class TlsStage implements Stage, ByteSink, TlsRecords.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(TlsStage.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] NO_BYTES = {};

  private final TlsWorkshop workshop;
  private final Stage.Opener opener;
  private final ByteSink sink;
  private final SocketAddress remote;
  private final TlsRecords records;
  private final long openedNanos;
  private Stage next = Stage.NONE;
  private boolean opened;

  /** The beginning of a record, or what waits for a task. */
  private ByteBuffer rest = NOTHING;

  private long now;
  private boolean computing;
  private boolean collecting;
  private boolean over;

  TlsStage(
      TlsWorkshop workshop,
      SSLEngine engine,
      Stage.Opener opener,
      ByteSink sink,
      SocketAddress remote,
      long nowNanos) {
    this.workshop = workshop;
    this.opener = opener;
    this.sink = sink;
    this.remote = remote;
    this.records = new TlsRecords(engine, workshop.buffers(), this::sendRecord);
    this.openedNanos = nowNanos;
    this.now = nowNanos;
  }

  // what comes up

  @Override
  public void receive(ByteBuffer bytes, long nowNanos) {
    ByteBuffer input = joined(bytes);
    if (computing) {
      rest = input;
    } else {
      collect(nowNanos, () -> advance(input));
    }
  }

  @Override
  public void offer(Posting newest, long nowNanos) {
    collect(nowNanos, () -> next.offer(newest, nowNanos));
  }

  @Override
  public void tick(long nowNanos) {
    if (!opened && nowNanos - openedNanos >= workshop.timeoutNanos()) {
      closeAfterFlush(DisconnectReason.PREAMBLE_TIMEOUT);
    }
    collect(nowNanos, () -> next.tick(nowNanos));
    closeIfPeerHasFinished();
  }

  /** While the peer has finished, replies that come for it are all that is waited for. */
  @Override
  public long quietNanos(long nowNanos) {
    return opened && !records.hasPeerFinished() ? next.quietNanos(nowNanos) : 0;
  }

  @Override
  public boolean owesReplies() {
    return next.owesReplies();
  }

  @Override
  public boolean isThrottled(long nowNanos) {
    return computing || next.isThrottled(nowNanos);
  }

  @Override
  public void askToReconnect() {
    collect(now, next::askToReconnect);
  }

  @Override
  public void farewell() {
    collect(now, next::farewell);
    finish();
  }

  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    over = true;
    rest = NOTHING;
    next.closed(reason, nowNanos);
  }

  @Override
  public String name() {
    return next.equals(Stage.NONE) ? remote.toString() : next.name();
  }

  // what the records say

  @Override
  public void said(ByteBuffer bytes) {
    open();
    next.receive(bytes, now);
  }

  @Override
  public boolean goesOn() {
    open();
    return !over;
  }

  // what goes down

  @Override
  public void append(byte[] bytes, int from, int length) {
    append(ByteBuffer.wrap(bytes, from, length));
  }

  @Override
  public void append(Bytes shared) {
    append(shared.asByteBuffer());
  }

  @Override
  public void closeAfterFlush(DisconnectReason reason) {
    if (!over) {
      sendCollected();
      finish();
      sink.closeAfterFlush(reason);
    }
  }

  private void append(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !over) {
      if (!collecting) {
        send(bytes);
        return;
      }
      ByteBuffer collected = workshop.buffers().collected();
      int count = Math.min(bytes.remaining(), collected.remaining());
      collected.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      if (!collected.hasRemaining()) {
        sendCollected();
      }
    }
  }

  /** Does something, and sends what was appended meanwhile. */
  private void collect(long nowNanos, Runnable action) {
    now = nowNanos;
    if (over) {
      return;
    }
    collecting = true;
    try {
      action.run();
      sendCollected();
    } finally {
      collecting = false;
      workshop.buffers().collected().clear(); // of one that threw nothing may reach another
    }
  }

  private void sendCollected() {
    ByteBuffer collected = workshop.buffers().collected();
    if (collecting && collected.position() > 0) {
      send(collected.flip());
      collected.clear();
    }
  }

  private void send(ByteBuffer bytes) {
    if (!over) {
      try {
        records.send(bytes);
      } catch (SSLException e) {
        fail(e);
      }
    }
  }

  private void sendRecord(ByteBuffer record) {
    int from = record.arrayOffset() + record.position();
    sink.append(record.array(), from, record.remaining());
  }

  private void finish() {
    if (!over) {
      over = true;
      records.alert();
    }
  }

  // the handshake

  private ByteBuffer joined(ByteBuffer bytes) {
    if (!rest.hasRemaining() && !computing) {
      return bytes;
    }
    ByteBuffer both = ByteBuffer.allocate(rest.remaining() + bytes.remaining());
    both.put(rest).put(bytes).flip();
    rest = NOTHING;
    return both;
  }

  private void advance(ByteBuffer input) {
    TlsRecords.Want want = TlsRecords.Want.NOTHING;
    try {
      want = records.advance(input, this);
    } catch (SSLException e) {
      fail(e);
    }
    boolean more = want != TlsRecords.Want.NOTHING && input.hasRemaining();
    rest = more ? copy(input) : NOTHING;
    input.position(input.limit());
    if (want == TlsRecords.Want.TASKS) {
      compute();
    }
    closeIfPeerHasFinished();
  }

  private void compute() {
    computing = true;
    try {
      workshop.tasks().execute(this::runTasks);
    } catch (RejectedExecutionException e) {
      fail(e);
    }
  }

  private void runTasks() {
    records.runTasks();
    try {
      workshop.onLoop().execute(this::computed);
    } catch (RejectedExecutionException ended) {
      LOG.debug("a handshake was computed for a loop that has ended");
    }
  }

  private void computed() {
    if (!computing || over) {
      return;
    }
    computing = false;
    ByteBuffer input = rest;
    rest = NOTHING;
    try {
      collect(workshop.now().getAsLong(), () -> advance(input));
    } catch (Throwable thrown) {
      LOG.error("TLS with {} failed in the server", remote, EscapedFault.of(thrown));
      closeAfterFlush(DisconnectReason.INTERNAL_ERROR);
    }
    sink.append(NO_BYTES, 0, 0); // has the connection flushed, and read from again
  }

  private void open() {
    if (!opened && !over) {
      opened = true;
      next = opener.open(this, remote, now);
    }
  }

  /** The peer's half is closed: once it has its replies, so is ours. */
  private void closeIfPeerHasFinished() {
    if (records.hasPeerFinished() && !next.owesReplies()) {
      closeAfterFlush(DisconnectReason.CLIENT_CLOSED);
    }
  }

  private void fail(Exception problem) {
    LOG.debug("TLS with {} failed: {}", remote, EscapedFault.escape(String.valueOf(problem)));
    workshop.buffers().collected().clear();
    finish();
    sink.closeAfterFlush(DisconnectReason.TLS_FAILED);
  }

  private static ByteBuffer copy(ByteBuffer input) {
    return ByteBuffer.allocate(input.remaining()).put(input).flip();
  }
}
