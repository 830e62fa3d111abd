package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.StratumError;
import io.stratumj.core.codec.LineDecoder;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection's talk with a miner: bytes and time in, bytes out through a {@link ByteSink}. The
 * outcome is the same however the bytes are cut (SPEC F1).
 *
 * <p><em>Loop-confined</em>: every method is called on the thread of its {@link ProtocolLoop}.
 * Nothing here blocks. Times are nanoseconds of an arbitrary origin, the same for the whole {@link
 * StratumProtocol}, and never go back. What is thrown in here has closed the session (SPEC L7).
 */
public final class Conversation implements Stage {
  private static final byte TLS_HANDSHAKE = 0x16;

  private final Session session;
  private final long openedNanos;
  private long lastLineNanos;

  /** What the miner owes for what it said; null when nothing. */
  private @Nullable Pace pace;

  /** Holds the beginning of a line whose end has not arrived; null between lines. */
  private @Nullable LineDecoder unfinished;

  private boolean spoken;
  private boolean anyLine;

  /** As many shares wait to be recorded as may, and the policy is to read on when fewer do. */
  private boolean paused;

  Conversation(ProtocolLoop loop, ByteSink sink, long id, SocketAddress remote, long nowNanos) {
    this.session = new Session(loop, sink, id, remote);
    loop.live().add(session);
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
  @Override
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
    try {
      read(array, from, to, nowNanos);
    } catch (Throwable thrown) {
      session.close(DisconnectReason.INTERNAL_ERROR);
      throw thrown;
    }
  }

  /**
   * Whether nothing more is to be read from the miner for now: it has said more than it may (SPEC
   * L4), or as many of its shares wait to be recorded as may (S7). The transport asks after {@link
   * #receive} and after {@link #tick}, and while it is true when bytes were appended, and does not
   * read from a miner of which this is true. What is received all the same is answered or kept.
   */
  @Override
  public boolean isThrottled(long nowNanos) {
    return paused || (pace != null && pace.isExceeded(limits(), nowNanos));
  }

  /**
   * Tells of the newest job. Does nothing if the session has had it or is not ready for work; so it
   * may be called as often as one likes.
   */
  @Override
  public void offer(Posting posting, long nowNanos) {
    if (session.isClosing()) {
      return;
    }
    try {
      session.loop().feed().offer(session, posting, nowNanos);
      session.startWork(nowNanos);
    } catch (Throwable thrown) {
      session.close(DisconnectReason.INTERNAL_ERROR);
      throw thrown;
    }
  }

  /**
   * Says that time has passed: deadlines, difficulty, silence. To be called about every second, but
   * need not be for as long as {@link #quietNanos} says.
   */
  @Override
  public void tick(long nowNanos) {
    if (pace != null && pace.isSettled(nowNanos)) {
      pace = null;
    }
    if (session.isClosing()) {
      return;
    }
    SessionLimits limits = limits();
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
      try {
        session.tick(nowNanos);
      } catch (Throwable thrown) {
        session.close(DisconnectReason.INTERNAL_ERROR);
        throw thrown;
      }
    }
  }

  /**
   * For how long {@link #tick} would do nothing, if nothing happens meanwhile: 0 when it is to be
   * called at the next second. To be asked after {@link #tick}; void as soon as bytes were
   * received, a job was offered, or something was appended. With it a silent session costs nothing
   * between its deadlines.
   */
  @Override
  public long quietNanos(long nowNanos) {
    if (pace != null || paused || session.isClosing()) {
      return 0;
    }
    SessionLimits limits = limits();
    long quiet = lastLineNanos + limits.idle().toNanos() - nowNanos;
    if (!anyLine) {
      quiet = Math.min(quiet, openedNanos + limits.firstLine().toNanos() - nowNanos);
    }
    if (!session.isEstablished()) {
      quiet = Math.min(quiet, openedNanos + limits.handshake().toNanos() - nowNanos);
    }
    return Math.max(0, Math.min(quiet, session.quietNanos(nowNanos)));
  }

  /**
   * Says that the connection is gone. Called once, by whoever ended it; no call may follow.
   *
   * @param reason why it ended
   */
  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    unfinished = null;
    session.loop().live().remove(session);
    session.ended(reason, nowNanos);
  }

  /**
   * Whether replies are still to come: the authorizer or the share sink has not answered yet, or
   * lines wait because of that.
   */
  @Override
  public boolean owesReplies() {
    return session.owesReplies() || paused;
  }

  /**
   * Asks the miner to connect anew to where it is connected now ({@code client.reconnect}), if its
   * handshake is complete: many fail their login when they hear something unknown before.
   */
  @Override
  public void askToReconnect() {
    if (session.isEstablished() && !session.isClosing()) {
      session.tell(ServerMessage.Reconnect.HERE);
    }
  }

  @Override
  public String name() {
    return session.remote().toString();
  }

  /** Ends the session after everything said so far. */
  public void close(DisconnectReason reason) {
    session.close(reason);
  }

  /** Reads with the loop's decoder, which stays here only while it holds part of a line. */
  private void read(byte[] array, int from, int to, long nowNanos) {
    LineDecoder decoder = unfinished == null ? session.loop().lendDecoder() : unfinished;
    unfinished = decoder;
    decoder.feed(array, from, to);
    if (paused) {
      decoder.keepInput();
    } else {
      readLines(decoder, nowNanos);
    }
  }

  /** A share was settled: there is room for another one. */
  private void readOn() {
    LineDecoder kept = unfinished;
    if (paused && kept != null && !session.wantsPause()) {
      paused = false;
      session.errands().whenSettled = null;
      readLines(kept, session.loop().now());
    }
  }

  private void readLines(LineDecoder decoder, long nowNanos) {
    SessionLimits limits = limits();
    while (!session.isClosing()) {
      if (decoder.hasInput() && session.wantsPause()) {
        payForEmptyLines(decoder, nowNanos);
        decoder.keepInput();
        paused = true;
        session.errands().whenSettled = this::readOn;
        return;
      }
      int lineBytesMax =
          session.isAuthorized() ? limits.lineBytes() : limits.lineBytesBeforeAuthorized();
      switch (decoder.next(lineBytesMax)) {
        case NOTHING -> {
          payForEmptyLines(decoder, nowNanos);
          giveBack(decoder);
          return;
        }
        case TOO_LONG ->
            requests()
                .refuse(
                    session, StratumError.other("Line too long"), DisconnectReason.LINE_TOO_LONG);
        case LINE -> line(decoder, nowNanos);
      }
    }
    decoder.forget();
    giveBack(decoder);
  }

  private void giveBack(LineDecoder decoder) {
    if (decoder.isBetweenLines()) {
      unfinished = null;
      session.loop().giveBack(decoder);
    }
  }

  private void line(LineDecoder decoder, long nowNanos) {
    ClientRequest request =
        session
            .loop()
            .reader()
            .read(decoder.array(), decoder.from(), decoder.to(), session.likelyWorker());
    if (request instanceof ClientRequest.Malformed) {
      malformed(decoder, request, nowNanos);
    } else {
      requests().receive(session, request, nowNanos);
    }
    anyLine = true;
    lastLineNanos = nowNanos;
    pay(decoder, request, nowNanos);
  }

  private void payForEmptyLines(LineDecoder decoder, long nowNanos) {
    if (decoder.emptyLines() > 0) {
      pace(nowNanos).lines(decoder.emptyLines(), limits(), nowNanos);
    }
  }

  private void pay(LineDecoder decoder, ClientRequest request, long nowNanos) {
    SessionLimits limits = limits();
    pace(nowNanos).line(decoder.to() - decoder.from(), limits, nowNanos);
    if (request instanceof ClientRequest.Submit
        || (request instanceof ClientRequest.InvalidParams invalid && invalid.submit())) {
      pace(nowNanos).submit(limits, nowNanos);
    }
  }

  private Pace pace(long nowNanos) {
    if (pace == null) {
      pace = new Pace(nowNanos);
    }
    return pace;
  }

  private void malformed(LineDecoder decoder, ClientRequest request, long nowNanos) {
    if (!anyLine && isHttpRequestLine(decoder)) {
      session.close(DisconnectReason.HTTP_REQUEST);
      return;
    }
    requests().receive(session, request, nowNanos);
    int errors = ++session.errands().parseErrors;
    if (errors >= limits().parseErrors()) {
      session.close(DisconnectReason.TOO_MANY_PARSE_ERRORS);
    }
  }

  private SessionLimits limits() {
    return session.loop().protocol().limits();
  }

  private RequestDesk requests() {
    return session.loop().requests();
  }

  private static boolean isHttpRequestLine(LineDecoder decoder) {
    int length = decoder.to() - decoder.from();
    String line = new String(decoder.array(), decoder.from(), length, StandardCharsets.ISO_8859_1);
    return line.matches("[A-Z]{3,10} \\S+ HTTP/\\d\\.\\d");
  }
}
