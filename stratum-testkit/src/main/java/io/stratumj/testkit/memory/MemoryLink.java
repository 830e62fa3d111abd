package io.stratumj.testkit.memory;

import io.stratumj.core.session.Conversation;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.ProtocolLoop;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.testkit.MinerFailure;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.Transcript.Direction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a {@link MemoryPool}: the miner says lines and hears lines. What is said has
 * been acted upon when the call returns, unless the {@link LinkConditions} delay it.
 *
 * <p><em>Confined to the test's thread.</em>
 */
public final class MemoryLink {
  private static final long QUIET_NANOS_MAX = TimeUnit.HOURS.toNanos(1);

  private final MemoryPool pool;
  private final LinkTurns turns;
  private final int number;
  private final Transcript transcript;
  private final Pipe toPool;
  private final Pipe toMiner;
  private final LinkSink sink;
  private final Conversation conversation;
  private final MinerEnd miner;
  private final OptionalLong dropsAtNanos;

  /** The job the session was last offered. */
  private Optional<Posting> offered = Optional.empty();

  private @Nullable DisconnectReason closed;
  private long lookAtNanos;
  private boolean leaving;
  private boolean peerTold;

  MemoryLink(
      MemoryPool pool,
      LinkTurns turns,
      ProtocolLoop loop,
      LinkConditions conditions,
      Optional<Peer> peer) {
    this.pool = pool;
    this.turns = turns;
    this.number = turns.nextNumber();
    this.transcript = new Transcript(pool.clock());
    this.miner = new MinerEnd(peer, transcript, turns.lines());
    Random random = new Random(conditions.seed());
    long delay = conditions.delayMax().toNanos();
    this.toPool = new Pipe(random, conditions.pieceBytesMax(), delay);
    this.toMiner = new Pipe(random, Integer.MAX_VALUE, delay);
    long now = pool.clock().nanos();
    long drop = conditions.dropWithin().toNanos();
    this.dropsAtNanos =
        drop == 0 ? OptionalLong.empty() : OptionalLong.of(now + random.nextLong(drop) + 1);
    this.sink = new LinkSink(this::send, () -> turns.serving().atOnce(this));
    InetSocketAddress remote = new InetSocketAddress("192.0.2.7", 1024 + number % 60_000);
    this.conversation = loop.open(sink, remote, now);
    wakeUp(now);
  }

  /** Links are counted from 1 as they are connected. */
  int number() {
    return number;
  }

  /** Says lines, each with an LF, in one piece unless the link chops. */
  public MemoryLink say(String... lines) {
    return sayRaw(String.join("\n", lines) + "\n");
  }

  /** Says text as it is, in UTF-8, without an LF of its own. */
  public MemoryLink sayRaw(String text) {
    return sayRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says bytes as they are. What is said on an ended link is lost. */
  public MemoryLink sayRaw(byte[] bytes) {
    transcript.add(Direction.FROM_MINER, withoutEnd(new String(bytes, StandardCharsets.UTF_8)));
    if (closed == null) {
      toPool.send(bytes, pool.clock().nanos());
      turns.serving().atOnce(this);
    }
    pool.turn();
    return this;
  }

  /** The lines that have arrived since they were last heard, each without its LF. */
  public List<String> hear() {
    pool.turn();
    return miner.takeAll();
  }

  /**
   * The next line.
   *
   * @throws MinerFailure with the transcript if none has arrived
   */
  public String take() {
    pool.turn();
    return miner.take();
  }

  /** Why the connection ended; empty while it stands. */
  public Optional<DisconnectReason> closed() {
    return Optional.ofNullable(closed);
  }

  /**
   * Ends the connection from the miner's side, as an end of stream: what was said before counts.
   */
  public void disconnect() {
    leaving = true;
    turns.serving().atOnce(this);
    pool.turn();
  }

  /** Breaks the connection: what is on its way is lost. */
  public void breakDown() {
    toPool.lose();
    toMiner.lose();
    end(DisconnectReason.CONNECTION_LOST, "the connection broke");
    pool.turn();
  }

  /** Has the pool end the connection, as an operator would. */
  public void closeByPool() {
    conversation.close(DisconnectReason.CLOSED_BY_POOL);
    pool.turn();
  }

  /** What the pool knows of this session. */
  public SessionInfo info() {
    return conversation.info();
  }

  /** What went over this link so far, in virtual time. */
  public Transcript transcript() {
    return transcript;
  }

  /**
   * One turn of this link, which says when the next is due; answers whether anything moved. Costs
   * little if nothing has to.
   */
  boolean turn(Optional<Posting> newest) {
    long now = pool.clock().nanos();
    boolean moved = false;
    if (!offered.equals(newest) || somethingIsDue(now)) {
      offered = newest;
      moved = turn(newest, now);
    }
    long untilNext = nanosUntilNext(now);
    if (untilNext == Long.MAX_VALUE) {
      turns.serving().never(this);
    } else {
      turns.serving().at(this, now + untilNext);
    }
    return moved;
  }

  private boolean somethingIsDue(long now) {
    return toPool.nanosUntilNext(now) <= 0
        || toMiner.nanosUntilNext(now) <= 0
        || (closed == null && nanosUntilDrop(now) <= 0)
        || (leaving && closed == null)
        || (closed != null && !peerTold)
        || (closed == null && sink.closing().isPresent());
  }

  private boolean turn(Optional<Posting> newest, long now) {
    if (closed == null && nanosUntilDrop(now) <= 0) {
      breakDown();
    }
    boolean moved = false;
    Optional<byte[]> said = takeSaid(now);
    while (closed == null && said.isPresent()) {
      wakeUp(now);
      conversation.receive(ByteBuffer.wrap(said.get()), now);
      moved = true;
      said = takeSaid(now);
    }
    if (closed == null) {
      newest.ifPresent(posting -> conversation.offer(posting, now));
      sink.closing().ifPresent(reason -> end(reason, "the pool closed: " + reason));
    }
    if (closed == null && leaving && toPool.isEmpty()) {
      end(DisconnectReason.CLIENT_CLOSED, "the miner disconnected");
    }
    return deliver(now) || moved;
  }

  /** As a transport does: nothing for a session that is closing, or has paused reading. */
  private Optional<byte[]> takeSaid(long now) {
    return sink.closing().isPresent() || conversation.isThrottled(now)
        ? Optional.empty()
        : toPool.take(now);
  }

  /** As a transport does: a session that is quiet is left alone. Answers whether it was not. */
  boolean tick() {
    long now = pool.clock().nanos();
    if (closed != null || now - lookAtNanos < 0) {
      return false;
    }
    conversation.tick(now);
    lookAtNanos = now + Math.min(conversation.quietNanos(now), QUIET_NANOS_MAX);
    if (lookAtNanos == now) {
      turns.ticking().atOnce(this);
    } else {
      turns.ticking().at(this, lookAtNanos);
    }
    if (!toPool.isEmpty()) {
      turns.serving().atOnce(this); // Perhaps it may be read from again.
    }
    return true;
  }

  /** The session is no longer quiet: it is told of the next second. */
  private void wakeUp(long now) {
    lookAtNanos = now;
    turns.ticking().atOnce(this);
  }

  private void send(byte[] bytes) {
    if (peerTold) {
      return; // Nobody is there.
    }
    long now = pool.clock().nanos();
    wakeUp(now);
    toMiner.send(bytes, now);
    turns.serving().atOnce(this);
  }

  /** Whether nothing will ever happen here again. */
  boolean isOver() {
    return closed != null && toMiner.isEmpty() && peerTold;
  }

  /**
   * How long until something on its way arrives, or the link breaks; {@link Long#MAX_VALUE} if
   * nothing will. What has arrived and may not be read waits for the session, not for a time.
   */
  private long nanosUntilNext(long now) {
    long next = Math.min(notPast(toPool.nanosUntilNext(now)), toMiner.nanosUntilNext(now));
    return closed == null ? Math.min(next, nanosUntilDrop(now)) : next;
  }

  private long nanosUntilDrop(long now) {
    return dropsAtNanos.isPresent() ? dropsAtNanos.getAsLong() - now : Long.MAX_VALUE;
  }

  private static long notPast(long nanos) {
    return nanos <= 0 ? Long.MAX_VALUE : nanos;
  }

  private void end(DisconnectReason reason, String event) {
    if (closed == null) {
      closed = reason;
      toPool.lose();
      turns.serving().atOnce(this);
      transcript.add(Direction.EVENT, event);
      conversation.closed(reason, pool.clock().nanos());
    }
  }

  private boolean deliver(long now) {
    boolean moved = false;
    Optional<byte[]> arrived = toMiner.take(now);
    while (arrived.isPresent()) {
      miner.hear(arrived.get());
      moved = true;
      arrived = toMiner.take(now);
    }
    if (closed != null && toMiner.isEmpty() && !peerTold) {
      peerTold = true;
      miner.ended();
    }
    return moved;
  }

  private static String withoutEnd(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
