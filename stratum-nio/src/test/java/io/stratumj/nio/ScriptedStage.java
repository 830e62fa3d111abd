package io.stratumj.nio;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Does what the peer's lines tell: {@code flood} answers with 64 KiB, {@code throw} throws, {@code
 * bye} answers and closes, {@code throw at end} throws when the connection is closed, {@code block}
 * waits for the gate, {@code later} is answered when the test runs what it left; any other line is
 * answered with itself. A job is announced as {@code job <id>}.
 */
final class ScriptedStage implements Stage {
  static final int FLOOD_BYTES = 64 * 1024;

  private static final byte[] FLOOD = new byte[FLOOD_BYTES];

  private final Log log;
  private final ByteSink sink;
  private final String name;
  private final StringBuilder unfinished = new StringBuilder();
  private boolean throwsAtEnd;
  private int owed;

  /** What the stages of one server did. */
  static final class Log {
    final BlockingQueue<DisconnectReason> closed = new LinkedBlockingQueue<>();
    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch atTheGate = new CountDownLatch(1);
    final List<SocketAddress> remotes = new ArrayList<>();
    final List<Runnable> later = new ArrayList<>();
    int receives;
    int ticks;

    /** For how long stages say they are quiet. */
    long quietNanos;

    boolean throttles;

    /** Done for each job, and at the end of each connection. */
    Runnable callback = () -> {};

    DisconnectReason nextClosed() throws InterruptedException {
      DisconnectReason reason = closed.poll(10, TimeUnit.SECONDS);
      if (reason == null) {
        throw new AssertionError("no connection was closed");
      }
      return reason;
    }

    Opener opener() {
      return (sink, remote, nowNanos) -> {
        remotes.add(remote);
        return new ScriptedStage(this, sink, "peer " + remotes.size());
      };
    }
  }

  private ScriptedStage(Log log, ByteSink sink, String name) {
    this.log = log;
    this.sink = sink;
    this.name = name;
  }

  @Override
  public void receive(ByteBuffer bytes, long nowNanos) {
    log.receives++;
    while (bytes.hasRemaining()) {
      char next = (char) bytes.get();
      if (next == '\n') {
        String line = unfinished.toString();
        unfinished.setLength(0);
        obey(line);
      } else {
        unfinished.append(next);
      }
    }
  }

  @Override
  public void offer(Posting newest, long nowNanos) {
    log.callback.run();
    sink.append(Bytes.of(ascii("job " + newest.id() + "\n")));
  }

  @Override
  public void tick(long nowNanos) {
    log.ticks++;
  }

  @Override
  public long quietNanos(long nowNanos) {
    return log.quietNanos;
  }

  @Override
  public void askToReconnect() {
    say("please reconnect\n");
  }

  @Override
  public boolean owesReplies() {
    return owed > 0;
  }

  @Override
  public boolean isThrottled(long nowNanos) {
    return log.throttles;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    log.callback.run();
    log.closed.add(reason);
    if (throwsAtEnd) {
      throw new IllegalStateException("scripted");
    }
  }

  private void obey(String line) {
    switch (line) {
      case "flood" -> sink.append(FLOOD, 0, FLOOD.length);
      case "throw" -> throw new IllegalStateException("scripted");
      case "throw at end" -> throwsAtEnd = true;
      case "bye" -> {
        say("bye\n");
        sink.closeAfterFlush(DisconnectReason.CLOSED_BY_POOL);
      }
      case "block" -> {
        waitForGate();
        say("unblocked\n");
      }
      case "later" -> {
        owed++;
        log.later.add(
            () -> {
              owed--;
              say("at last\n");
            });
      }
      default -> say(line + "\n");
    }
  }

  private void waitForGate() {
    log.atTheGate.countDown();
    try {
      if (!log.gate.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate stayed closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String text) {
    byte[] bytes = ascii(text);
    sink.append(bytes, 0, bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
