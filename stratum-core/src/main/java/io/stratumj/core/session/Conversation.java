package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.StratumError;
import io.stratumj.core.codec.LineDecoder;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One connection's talk with a miner: bytes and time in, bytes out through a {@link ByteSink}. The
 * outcome is the same however the bytes are cut (SPEC F1).
 *
 * <p><em>Loop-confined</em>: every method is called on the thread of its {@link ProtocolLoop}.
 * Nothing here blocks. Times are nanoseconds of an arbitrary origin, the same for the whole {@link
 * StratumProtocol}, and never go back.
 */
public final class Conversation {
  private static final byte TLS_HANDSHAKE = 0x16;

  private final ProtocolLoop loop;
  private final LineDecoder decoder = new LineDecoder();
  private final Session session;
  private final Pace pace;
  private final long openedNanos;

  private long lastLineNanos;
  private boolean spoken;
  private boolean anyLine;
  private int parseErrors;

  /** As many shares wait to be recorded as may, and the policy is to read on when fewer do. */
  private boolean paused;

  Conversation(ProtocolLoop loop, ByteSink sink, long id, SocketAddress remote, long nowNanos) {
    this.loop = loop;
    this.session = new Session(loop, sink, id, remote, this::readOn);
    loop.live().add(session);
    this.pace = new Pace(nowNanos);
    this.openedNanos = nowNanos;
    this.lastLineNanos = nowNanos;
  }

  /** A snapshot of the session. */
  public SessionInfo info() {
    return session.info();
  }

  /**
   * Takes bytes from the miner. All are consumed; the buffer may be used again afterwards.
   *
   * @param bytes a buffer, with an array of its own best
   */
  public void receive(ByteBuffer bytes, long nowNanos) {
    if (session.isClosing() || !bytes.hasRemaining()) {
      bytes.position(bytes.limit());
      return;
    }
    byte[] array;
    int from;
    int to;
    if (bytes.hasArray()) {
      array = bytes.array();
      from = bytes.arrayOffset() + bytes.position();
      to = bytes.arrayOffset() + bytes.limit();
      bytes.position(bytes.limit());
    } else {
      array = new byte[bytes.remaining()];
      from = 0;
      to = array.length;
      bytes.get(array);
    }
    if (!spoken && array[from] == TLS_HANDSHAKE) {
      session.close(DisconnectReason.TLS_ON_PLAIN_PORT);
      return;
    }
    spoken = true;
    decoder.feed(array, from, to);
    if (paused) {
      decoder.keepInput();
    } else {
      readLines(nowNanos);
    }
  }

  /**
   * Whether nothing more is to be read from the miner for now: it has said more than it may (SPEC
   * L4), or as many of its shares wait to be recorded as may (S7). The transport asks after {@link
   * #receive} and after {@link #tick}, and while it is true when bytes were appended, and does not
   * read from a miner of which this is true. What is received all the same is answered or kept.
   */
  public boolean isThrottled(long nowNanos) {
    return paused || pace.isExceeded(loop.protocol().limits(), nowNanos);
  }

  /**
   * Tells of the newest job. Does nothing if the session has had it or is not ready for work; so it
   * may be called as often as one likes.
   */
  public void offer(Posting posting, long nowNanos) {
    if (!session.isClosing()) {
      session.offer(posting, nowNanos);
      session.startWork(nowNanos);
    }
  }

  /** Says that about a second has passed: deadlines, difficulty, silence. */
  public void tick(long nowNanos) {
    loop.refreshJobs(nowNanos);
    if (session.isClosing()) {
      return;
    }
    SessionLimits limits = loop.protocol().limits();
    if (isThrottled(nowNanos)) {
      lastLineNanos = nowNanos; // it is we who do not listen
    }
    long age = nowNanos - openedNanos;
    if (!anyLine && age >= limits.firstLine().toNanos()) {
      session.close(DisconnectReason.FIRST_LINE_TIMEOUT);
    } else if (!session.isEstablished() && age >= limits.handshake().toNanos()) {
      session.close(DisconnectReason.HANDSHAKE_TIMEOUT);
    } else if (nowNanos - lastLineNanos >= limits.idle().toNanos()) {
      session.close(DisconnectReason.IDLE_TIMEOUT);
    } else {
      session.tick(nowNanos);
    }
  }

  /**
   * Says that the connection is gone. Called once, by whoever ended it; no call may follow.
   *
   * @param reason why it ended
   */
  public void closed(DisconnectReason reason, long nowNanos) {
    decoder.forget();
    loop.live().remove(session);
    session.ended(reason, nowNanos);
  }

  /**
   * Whether replies are still to come: the authorizer or the share sink has not answered yet, or
   * lines wait because of that.
   */
  public boolean owesReplies() {
    return session.owesReplies() || paused;
  }

  /**
   * Asks the miner to connect anew to where it is connected now ({@code client.reconnect}), if its
   * handshake is complete: many fail their login when they hear something unknown before.
   */
  public void askToReconnect() {
    if (session.isEstablished() && !session.isClosing()) {
      session.reconnect("", 0, 0);
    }
  }

  /** Ends the session after everything said so far. */
  public void close(DisconnectReason reason) {
    session.close(reason);
  }

  /** A share was settled: there is room for another one. */
  private void readOn() {
    if (paused && !session.wantsPause()) {
      paused = false;
      readLines(loop.now());
    }
  }

  private void readLines(long nowNanos) {
    SessionLimits limits = loop.protocol().limits();
    while (!session.isClosing()) {
      if (decoder.hasInput() && session.wantsPause()) {
        payForEmptyLines(nowNanos);
        decoder.keepInput();
        paused = true;
        return;
      }
      int lineBytesMax =
          session.isAuthorized() ? limits.lineBytes() : limits.lineBytesBeforeAuthorized();
      switch (decoder.next(lineBytesMax)) {
        case NOTHING -> {
          payForEmptyLines(nowNanos);
          return;
        }
        case TOO_LONG ->
            session.refuse(StratumError.other("Line too long"), DisconnectReason.LINE_TOO_LONG);
        case LINE -> line(nowNanos);
      }
    }
    decoder.forget();
  }

  private void line(long nowNanos) {
    ClientRequest request =
        loop.reader().read(decoder.array(), decoder.from(), decoder.to(), session.likelyWorker());
    if (request instanceof ClientRequest.Malformed) {
      malformed(request, nowNanos);
    } else {
      session.receive(request, nowNanos);
    }
    anyLine = true;
    lastLineNanos = nowNanos;
    pay(request, nowNanos);
  }

  private void payForEmptyLines(long nowNanos) {
    if (decoder.emptyLines() > 0) {
      pace.lines(decoder.emptyLines(), loop.protocol().limits(), nowNanos);
    }
  }

  private void pay(ClientRequest request, long nowNanos) {
    SessionLimits limits = loop.protocol().limits();
    pace.line(decoder.to() - decoder.from(), limits, nowNanos);
    if (request instanceof ClientRequest.Submit
        || (request instanceof ClientRequest.InvalidParams invalid && invalid.submit())) {
      pace.submit(limits, nowNanos);
    }
  }

  private void malformed(ClientRequest request, long nowNanos) {
    if (!anyLine && isHttpRequestLine()) {
      session.close(DisconnectReason.HTTP_REQUEST);
      return;
    }
    session.receive(request, nowNanos);
    parseErrors++;
    if (parseErrors >= loop.protocol().limits().parseErrors()) {
      session.close(DisconnectReason.TOO_MANY_PARSE_ERRORS);
    }
  }

  private boolean isHttpRequestLine() {
    int length = decoder.to() - decoder.from();
    String line = new String(decoder.array(), decoder.from(), length, StandardCharsets.ISO_8859_1);
    return line.matches("[A-Z]{3,10} \\S+ HTTP/\\d\\.\\d");
  }
}
