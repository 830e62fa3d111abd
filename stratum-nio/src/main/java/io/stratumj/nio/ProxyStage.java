package io.stratumj.nio;

import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.nio.proxy.MalformedProxyHeaderException;
import io.stratumj.nio.proxy.ProxyHeader;
import io.stratumj.nio.proxy.ProxyHeaderReader;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a PROXY header off the stream, then lets everything through (SPEC L5). What is behind it is
 * opened when it is known who is speaking, so limits, logs and sessions only ever see the miner's
 * own address. <em>Loop-confined.</em>
 */
final class ProxyStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyStage.class);

  private final ByteSink sink;
  private final SocketAddress remote;
  private final long timeoutNanos;
  private final long openedNanos;

  /** Until the header is read. */
  private @Nullable Reading reading;

  private Stage next = Stage.NONE;
  private SocketAddress client;

  /** Who connected, which decides what a header is worth. */
  sealed interface Sender {}

  /**
   * A proxy that is believed.
   *
   * @param headerRequired whether it must send a header
   * @param forItself opens what is behind for the proxy itself
   * @param forClients opens it for those it connects for
   */
  record Trusted(boolean headerRequired, Stage.Opener forItself, Stage.Opener forClients)
      implements Sender {}

  /** Anybody else. */
  record Untrusted(Stage.Opener opener) implements Sender {}

  private record Reading(Sender sender, ProxyHeaderReader reader) {}

  /**
   * Nothing is read yet.
   *
   * @param timeoutNanos how long the header may take
   */
  ProxyStage(Sender sender, ByteSink sink, SocketAddress remote, long timeoutNanos, long nowNanos) {
    this.sink = sink;
    this.remote = remote;
    this.timeoutNanos = timeoutNanos;
    this.openedNanos = nowNanos;
    this.reading = new Reading(sender, new ProxyHeaderReader());
    this.client = remote;
  }

  @Override
  public void receive(ByteBuffer bytes, long nowNanos) {
    Reading unfinished = reading;
    if (unfinished != null) {
      read(unfinished, bytes, nowNanos);
    }
    if (bytes.hasRemaining()) {
      next.receive(bytes, nowNanos);
    }
  }

  @Override
  public void offer(Posting newest, long nowNanos) {
    next.offer(newest, nowNanos);
  }

  @Override
  public void tick(long nowNanos) {
    if (reading != null && nowNanos - openedNanos >= timeoutNanos) {
      refuse(DisconnectReason.PREAMBLE_TIMEOUT, "no PROXY header in time");
    }
    next.tick(nowNanos);
  }

  @Override
  public long quietNanos(long nowNanos) {
    return reading == null ? next.quietNanos(nowNanos) : 0;
  }

  @Override
  public boolean owesReplies() {
    return next.owesReplies();
  }

  @Override
  public boolean isThrottled(long nowNanos) {
    return next.isThrottled(nowNanos);
  }

  @Override
  public void askToReconnect() {
    next.askToReconnect();
  }

  @Override
  public void farewell() {
    next.farewell();
  }

  @Override
  public void closed(DisconnectReason reason, long nowNanos) {
    next.closed(reason, nowNanos);
  }

  @Override
  public String name() {
    return client.equals(remote) ? remote.toString() : client + " behind " + remote;
  }

  private void read(Reading unfinished, ByteBuffer bytes, long nowNanos) {
    try {
      switch (unfinished.reader().take(bytes)) {
        case INCOMPLETE -> {}
        case ABSENT -> withoutHeader(unfinished, nowNanos);
        case COMPLETE ->
            withHeader(unfinished.sender(), unfinished.reader().header().orElseThrow(), nowNanos);
      }
    } catch (MalformedProxyHeaderException e) {
      refuse(DisconnectReason.BAD_PROXY_HEADER, String.valueOf(e.getMessage()));
    }
  }

  private void withoutHeader(Reading unfinished, long nowNanos) {
    if (unfinished.sender() instanceof Untrusted untrusted) {
      open(untrusted.opener(), remote, nowNanos);
    } else if (unfinished.sender() instanceof Trusted trusted && !trusted.headerRequired()) {
      open(trusted.forItself(), remote, nowNanos);
    } else {
      refuse(DisconnectReason.BAD_PROXY_HEADER, "no PROXY header");
      return;
    }
    ByteBuffer taken = unfinished.reader().taken();
    if (taken.hasRemaining()) {
      next.receive(taken, nowNanos);
    }
  }

  private void withHeader(Sender sender, ProxyHeader header, long nowNanos) {
    if (!(sender instanceof Trusted trusted)) {
      refuse(DisconnectReason.REFUSED, "a PROXY header of somebody who is not trusted");
    } else if (header.source().isPresent()) {
      client = header.source().get();
      open(trusted.forClients(), client, nowNanos);
    } else {
      open(trusted.forItself(), remote, nowNanos);
    }
  }

  private void open(Stage.Opener opener, SocketAddress from, long nowNanos) {
    reading = null;
    next = opener.open(sink, from, nowNanos);
  }

  private void refuse(DisconnectReason reason, String why) {
    LOG.debug("connection of {} is refused: {}", remote, why);
    reading = null;
    sink.closeAfterFlush(reason);
  }
}
