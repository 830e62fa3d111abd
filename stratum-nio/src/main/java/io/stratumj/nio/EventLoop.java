package io.stratumj.nio;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.DisconnectReason;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one selector, and the connections that live on them. {@link #turn} is the whole body;
 * {@link LoopThread} calls it again and again.
 *
 * <p><em>Loop-confined</em>, except for the methods that say <em>any thread</em>. Nothing in a turn
 * blocks but the select itself, and in steady state a turn allocates nothing.
 *
 * <p>One read is answered by one write, when a few connections have been read, so that nobody waits
 * for the rest of the turn (see {@link ConnectionSet#flushSome}).
 */
final class EventLoop implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TICK_WHILE_STOPPING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerOptions options;
  private final BoardWatch board;
  private final LongSupplier clock;
  private final Selector selector;
  private final LoopTasks tasks;
  private final Stage.Opener opener;
  private final SlowCallbacks slowCallbacks;
  private final Outbounds outbounds = new Outbounds(new Segments());
  private final LoopBuffers buffers = new LoopBuffers();
  private final TlsBuffers tlsBuffers = new TlsBuffers();
  private final ConnectionSet connections = new ConnectionSet(this::ended);
  private final List<Ready> ready = new ArrayList<>();
  private final Consumer<SelectionKey> onReady = this::noteReady;
  private final Consumer<Runnable> onTask = this::runTask;

  /** Connections here and on the way here. */
  private final AtomicInteger load = new AtomicInteger();

  /** Written before the loop can equal anybody's current thread, so others may read it late. */
  private @Nullable Thread thread;

  private Runnable review = () -> {};
  private @Nullable Drain drain;
  private final AtomicInteger cut = new AtomicInteger();
  private boolean interruptReported;
  private boolean stopping;
  private long stopAtNanos;
  private long now;
  private long tickAtNanos;

  /**
   * A loop that has not turned yet.
   *
   * @param clock nanoseconds of arbitrary origin
   * @param openers makes what opens stages, from the executor that runs tasks on this loop
   * @param slowCallbacks hears how long everything took that may have called the pool back, and
   *     rows of writes
   * @throws IOException if there is no descriptor left for a selector
   */
  EventLoop(
      ServerOptions options,
      JobBoard board,
      LongSupplier clock,
      Function<Executor, Stage.Opener> openers,
      SlowCallbacks slowCallbacks)
      throws IOException {
    this.options = options;
    this.board = new BoardWatch(board, options.whenUnavailable());
    this.clock = clock;
    this.selector = Selector.open();
    this.tasks = new LoopTasks(this::wakeup);
    this.opener = openers.apply(tasks);
    this.slowCallbacks = slowCallbacks;
    this.now = clock.getAsLong();
    this.tickAtNanos = now + TICK_NANOS;
  }

  // what other threads may call

  /** Runs tasks on this loop. <em>Any thread.</em> */
  LoopTasks tasks() {
    return tasks;
  }

  /** How many connections this loop has or was promised. <em>Any thread.</em> */
  int load() {
    return load.get();
  }

  /** Makes the loop look at its tasks and at the board. <em>Any thread</em>; returns at once. */
  void wakeup() {
    if (!isCurrent()) {
      selector.wakeup();
    }
  }

  /** Whether the calling thread is the loop's. <em>Any thread.</em> */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Serves a new connection on this loop for the rest of its life. <em>Any thread.</em> */
  void adopt(SocketChannel channel, Entrance entrance) {
    load.incrementAndGet();
    if (isCurrent()) {
      register(channel, entrance);
    } else if (!tasks.offer(() -> register(channel, entrance))) {
      discard(channel);
    }
  }

  /**
   * Closes all connections with {@code FIN} when the replies that are still to come are written,
   * and those that do not finish in time without. <em>Any thread.</em>
   */
  void stop(long graceNanos) {
    tasks.offer(
        () -> {
          stopping = true;
          stopAtNanos = now + graceNanos;
          tickAtNanos = now;
          connections.forEach(connection -> connection.retire(DisconnectReason.SERVER_CLOSING));
        });
  }

  /**
   * Retires the connections there are, evenly over a time, while all others are served. <em>Any
   * thread.</em>
   *
   * @return is completed when the last has been told, or when there is nobody to tell any more
   */
  CompletableFuture<Void> drain(long spreadNanos, boolean askToReconnect) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean taken =
        tasks.offer(
            () -> {
              List<Connection> leaving = connections.toList();
              drain = new Drain(leaving, askToReconnect, spreadNanos, now, done);
            });
    if (!taken) {
      done.complete(null);
    }
    return done;
  }

  /** How many connections were closed at the end without their last bytes. <em>Any thread.</em> */
  int cut() {
    return cut.get();
  }

  // what the loop's thread calls

  /** Makes the calling thread the loop's. Once, before the first turn. */
  void enter() {
    thread = Thread.currentThread();
    board.catchUp();
    review.run();
  }

  /** Runs something at first, at every tick, and when the board becomes ready or unavailable. */
  void reviewWith(Runnable task) {
    review = task;
  }

  /** The selector, to register listeners with. */
  Selector selector() {
    return selector;
  }

  /** Whether the loop was stopped and has nothing left to do. */
  boolean finished() {
    return stopping && (connections.isEmpty() || now - stopAtNanos >= 0);
  }

  /**
   * One turn.
   *
   * @throws IOException if the selector is broken
   */
  void turn() throws IOException {
    select();
    now = clock.getAsLong();
    tasks.run(options.tasksPerTurn(), onTask);
    connections.flush();
    lookAtBoard();
    if (drain != null) {
      drain.run(!connections.isEmpty(), now);
      connections.flush();
    }
    if (now - tickAtNanos >= 0) {
      tick();
    }
  }

  /** Ends all that is left. */
  @Override
  public void close() throws IOException {
    stopping = true;
    tasks.end(onTask);
    connections.flush();
    if (drain != null) {
      drain.end();
    }
    // a second call finds none
    connections.toList().stream()
        .filter(Connection::hasMoreToSay)
        .forEach(c -> cut.incrementAndGet());
    connections.forEach(connection -> connection.end(DisconnectReason.SERVER_CLOSING));
    selector.close();
  }

  // what connections call

  ServerOptions options() {
    return options;
  }

  Outbounds outbounds() {
    return outbounds;
  }

  LoopBuffers buffers() {
    return buffers;
  }

  TlsBuffers tlsBuffers() {
    return tlsBuffers;
  }

  /** The time when what is going on began, in nanoseconds. */
  long now() {
    return now;
  }

  /** Flushes a connection when whoever appended to it has returned. */
  void flushLater(Connection connection) {
    connections.flushLater(connection, now);
  }

  /** Something happened on a connection, so its quiet is over. */
  void lookSoon(Connection connection) {
    connections.lookSoon(connection, now);
  }

  /** Something may have called the pool back on behalf of a connection: looks at the time. */
  void served(Connection connection) {
    ended(connection);
  }

  /** Shows a connection the newest job there is. */
  void offerNewest(Connection connection) {
    board.ifSeen(connection::offer);
  }

  /** A connection's channel is closed. */
  void left(Connection connection) {
    connections.remove(connection);
    load.decrementAndGet();
  }

  // the parts of a turn

  private void select() throws IOException {
    if (!stopping && Thread.interrupted()) {
      reportInterrupt();
    }
    long wait = tasks.isEmpty() ? untilNextDeadlineMillis() : 0;
    if (wait > 0) {
      selector.select(onReady, wait);
    } else {
      selector.selectNow(onReady);
    }
    serve();
  }

  /** With the interrupt still set, no select would wait. */
  private void reportInterrupt() {
    if (!interruptReported) {
      interruptReported = true;
      LOG.warn("a callback left its event loop interrupted; this is ignored, and reported once");
    }
  }

  private void noteReady(SelectionKey key) {
    ready.add((Ready) key.attachment());
  }

  /**
   * Serves what is ready: after the select, in which it is only noted. What is done for a miner
   * would else be compiled once more into the selector's own loop, in the second in which thousands
   * come back. If something is thrown, the next select finds again who was not served.
   */
  private void serve() {
    try {
      for (int i = 0; i < ready.size(); i++) {
        now = clock.getAsLong();
        Ready target = ready.get(i);
        target.ready();
        ended(target);
        connections.flushSome();
      }
    } finally {
      ready.clear();
    }
    connections.flush();
  }

  private long untilNextDeadlineMillis() {
    long next = tickAtNanos - now;
    if (drain != null) {
      next = Math.min(next, drain.untilNextNanos(now));
    }
    if (stopping) {
      next = Math.min(next, stopAtNanos - now);
    }
    return TimeUnit.NANOSECONDS.toMillis(next) + 1;
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      LOG.error("a task of an event loop failed", EscapedFault.of(thrown));
    }
    ended(task);
  }

  private void lookAtBoard() {
    boolean news = board.takeNews();
    boolean turned = board.takeTurnOfReadiness();
    if (news || (turned && board.isReady())) {
      connections.forEach(this::offerNewest);
    }
    if (turned) {
      sendAwayIfThereIsNoWork();
      review.run();
    }
  }

  private void tick() {
    tickAtNanos = now + (stopping ? TICK_WHILE_STOPPING_NANOS : TICK_NANOS);
    review.run();
    sendAwayIfThereIsNoWork();
    tickProtocol();
    connections.tick(now);
  }

  private void tickProtocol() {
    try {
      opener.tick(now);
    } catch (Throwable thrown) {
      LOG.error("an event loop's second failed", EscapedFault.of(thrown));
    }
  }

  private void sendAwayIfThereIsNoWork() {
    if (board.sendsMinersAway()) {
      connections.forEach(connection -> connection.dismiss(DisconnectReason.NO_WORK));
    }
  }

  private void ended(Object what) {
    long began = now;
    now = clock.getAsLong();
    slowCallbacks.ended(what, began, now);
  }

  private void register(SocketChannel channel, Entrance entrance) {
    if (stopping) {
      discard(channel);
      return;
    }
    try {
      SocketAddress remote = channel.getRemoteAddress();
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection = new Connection(this, key);
      key.attach(connection);
      connections.add(connection, now);
      connection.open(entrance.opener(opener, this), remote);
    } catch (IOException e) {
      LOG.debug("a new connection was gone before it was served", e);
      discard(channel);
    }
  }

  private void discard(SocketChannel channel) {
    load.decrementAndGet();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a channel could not be closed", e);
    }
  }
}
