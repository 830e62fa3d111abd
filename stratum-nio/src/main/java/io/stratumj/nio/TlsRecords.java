package io.stratumj.nio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Turns TLS records into bytes and bytes into records: an {@link SSLEngine} driven by what is at
 * hand, without a channel. <em>Loop-confined</em>, but for the engine's tasks.
 *
 * <p>The engine decides what it wants next: more records, to say something itself, or to have
 * something computed. {@link #advance} goes on until it wants what is not there.
 */
final class TlsRecords {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final TlsBuffers buffers;
  private final Consumer<ByteBuffer> toPeer;
  private boolean handshaken;
  private boolean peerFinished;

  /** What {@link #advance} has come to. */
  enum Want {
    /** To go on at once. */
    MORE,
    /** More bytes of the peer; what is left of the input is the beginning of a record. */
    INPUT,
    /** The engine's tasks run, and then to be advanced again. */
    TASKS,
    /** Nothing: the peer has finished, or was told that we have. */
    NOTHING
  }

  /**
   * Before the first record.
   *
   * @param engine a server's
   * @param toPeer takes records to be sent, at once
   */
  TlsRecords(SSLEngine engine, TlsBuffers buffers, Consumer<ByteBuffer> toPeer) {
    this.engine = engine;
    this.buffers = buffers;
    this.toPeer = toPeer;
  }

  /** Whether the handshake is done. */
  boolean isHandshaken() {
    return handshaken;
  }

  /** Whether the peer has said that nothing more will come. */
  boolean hasPeerFinished() {
    return peerFinished;
  }

  /**
   * Reads records.
   *
   * @param input what has arrived; what is left in it is to be offered again
   * @param listener takes what the peer says, and tells whether to go on
   * @throws SSLException if the peer broke the rules; {@link #alert} is to follow
   */
  Want advance(ByteBuffer input, Listener listener) throws SSLException {
    Want want = Want.MORE;
    while (want == Want.MORE) {
      HandshakeStatus status = engine.getHandshakeStatus();
      refuseRenegotiation(status);
      if (status == HandshakeStatus.NEED_TASK) {
        want = Want.TASKS;
      } else if (status == HandshakeStatus.NEED_WRAP) {
        send(NOTHING);
        want = engine.isOutboundDone() ? Want.NOTHING : Want.MORE;
      } else if (input.hasRemaining()) {
        want = readRecord(input, listener);
      } else {
        want = Want.INPUT;
      }
      if (handshaken && !listener.goesOn()) {
        want = Want.NOTHING;
      }
    }
    return want;
  }

  /** What the peer's records lead to. */
  interface Listener {
    /** The peer has said this; all is to be taken. */
    void said(ByteBuffer bytes);

    /** The handshake is done, and something may have been said. Tells whether to go on. */
    boolean goesOn();
  }

  /**
   * Runs what the engine wants to have computed. <em>Any thread</em>, while nothing else is called.
   */
  void runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  /** Sends bytes in as many records as they need; none are sent once we have finished. */
  void send(ByteBuffer bytes) throws SSLException {
    do {
      int before = bytes.remaining();
      ByteBuffer record = buffers.record(engine.getSession().getPacketBufferSize());
      SSLEngineResult result = engine.wrap(bytes, record);
      note(result);
      record.flip();
      if (record.hasRemaining()) {
        toPeer.accept(record);
      } else if (bytes.remaining() == before
          && result.getStatus() != SSLEngineResult.Status.CLOSED) {
        throw new SSLException("nothing can be sent now: " + result);
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        return;
      }
    } while (bytes.hasRemaining());
  }

  /** Says that nothing more will come from us. */
  void finish() throws SSLException {
    engine.closeOutbound();
    while (!engine.isOutboundDone() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      send(NOTHING);
    }
  }

  /** Says what the peer did wrong, if the engine has words for it. */
  void alert() {
    try {
      finish();
    } catch (SSLException nothingCanBeSaid) {
      // the connection ends without
    }
  }

  /** One record, if it is there. */
  private Want readRecord(ByteBuffer input, Listener listener) throws SSLException {
    ByteBuffer content = buffers.received(engine.getSession().getApplicationBufferSize());
    int before = input.remaining();
    SSLEngineResult result = engine.unwrap(input, content);
    note(result);
    if (content.flip().hasRemaining()) {
      listener.said(content);
    }
    return switch (result.getStatus()) {
      case OK -> input.remaining() == before ? Want.INPUT : Want.MORE;
      case BUFFER_UNDERFLOW -> Want.INPUT;
      case BUFFER_OVERFLOW -> throw new SSLException("a record has more than a record may");
      case CLOSED -> {
        peerFinished = true;
        yield Want.NOTHING;
      }
    };
  }

  private void note(SSLEngineResult result) {
    handshaken |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
  }

  /**
   * A peer that wants another handshake wants us to compute a lot; TLS 1.3 has done away with it.
   */
  private void refuseRenegotiation(HandshakeStatus status) throws SSLException {
    if (handshaken
        && status != HandshakeStatus.NOT_HANDSHAKING
        && !engine.isInboundDone()
        && !engine.isOutboundDone()
        && !engine.getSession().getProtocol().equals("TLSv1.3")) {
      throw new SSLException("renegotiation is refused");
    }
  }

  /** The protocols of a list that are allowed: TLS 1.2 and later (SPEC L6). */
  static String[] allowed(String[] protocols) {
    return Arrays.stream(protocols)
        .filter(protocol -> protocol.matches("TLSv1\\.[2-9]"))
        .toArray(String[]::new);
  }
}
