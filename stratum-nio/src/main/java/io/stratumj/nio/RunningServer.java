package io.stratumj.nio;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.session.Stage;
import io.stratumj.core.spi.JobSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exists while a server runs: listeners, loops, their threads, and the started job source.
 * {@link #start} makes it and {@link #close} takes it down, also when it was made only in part.
 * <em>Thread-safe.</em>
 */
final class RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final ServerOptions options;
  private final JobBoard board;
  private final Function<Executor, Stage.Opener> openers;
  private final JobSource source;
  private final ServerThreads threads;
  private final TlsThreads tlsThreads;
  private final Listeners listeners = new Listeners();
  private final List<EventLoop> loops = new ArrayList<>();
  private final List<Thread> loopThreads = new ArrayList<>();
  private volatile List<InetSocketAddress> addresses = List.of();
  private AutoCloseable boardWatch = () -> {};
  private boolean closed;

  /**
   * Nothing is running yet.
   *
   * @param openers makes what opens stages on a loop, from the executor that runs tasks on it
   */
  RunningServer(
      ServerOptions options,
      JobBoard board,
      Function<Executor, Stage.Opener> openers,
      JobSource source,
      ServerThreads threads) {
    this.options = options;
    this.board = board;
    this.openers = openers;
    this.source = source;
    this.threads = threads;
    this.tlsThreads = new TlsThreads(threads);
  }

  /**
   * Binds, starts the source, then serves.
   *
   * @param onBroken called when a loop cannot go on; must return at once
   * @throws IOException if an address cannot be bound; {@link #close} is then still to be called
   */
  void start(List<ListenerOptions> wanted, Runnable onBroken) throws IOException {
    prepare(wanted);
    source.start(board); // without the lock: close() must not wait for it
    serve(onBroken);
  }

  /** Where the server listens; empty before it does. Does not wait for a start or a close. */
  List<InetSocketAddress> addresses() {
    return addresses;
  }

  /**
   * Stops accepting, and sends the connections away, evenly over a time. Returns when all have been
   * told; {@link #close} is then to be called, and waits for them.
   *
   * @return how many connections there were
   */
  int drain(Duration spread) throws InterruptedException {
    List<EventLoop> draining;
    synchronized (this) {
      if (loopThreads.isEmpty() || closed) {
        return 0;
      }
      draining = List.copyOf(loops);
      draining.get(0).tasks().offer(listeners::close);
    }
    int connections = draining.stream().mapToInt(EventLoop::load).sum();
    List<CompletableFuture<Void>> told = new ArrayList<>();
    for (EventLoop loop : draining) {
      told.add(loop.drain(spread.toNanos(), options.reconnectOnDrain()));
    }
    long longestNanos = spread.plus(options.closeTimeout()).toNanos();
    try {
      CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
          .get(longestNanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("an event loop is blocked; its connections are closed together");
    }
    return connections;
  }

  /** How many connections were closed without their last bytes. To be asked when it is closed. */
  synchronized int cut() {
    return loops.stream().mapToInt(EventLoop::cut).sum();
  }

  /**
   * Takes everything down: no new connections, then the connections, then the loops, then the
   * source. Waits for every thread, within bounds.
   */
  synchronized void close() {
    closed = true;
    long graceNanos = options.closeTimeout().toNanos();
    long deadlineNanos = System.nanoTime() + graceNanos + TimeUnit.SECONDS.toNanos(1);
    quietly("the watch of the job board", boardWatch);
    if (!loopThreads.isEmpty()) {
      loops.get(0).tasks().offer(listeners::close);
    }
    for (EventLoop loop : loops) {
      loop.stop(graceNanos);
    }
    for (Thread thread : loopThreads) {
      ServerThreads.join(thread, deadlineNanos);
    }
    for (int i = 0; i < loops.size(); i++) {
      if (i >= loopThreads.size() || !loopThreads.get(i).isAlive()) {
        quietly("an event loop", loops.get(i)); // one whose thread never ran
      }
    }
    listeners.close();
    tlsThreads.close();
    quietly("the job source", source);
  }

  private synchronized void prepare(List<ListenerOptions> wanted) throws IOException {
    refuseIfClosed();
    Doorkeeper doorkeeper = new Doorkeeper(options.addressGate(), options.connectionsPerAddress());
    for (ListenerOptions listener : wanted) {
      listeners.bind(listener, new Entrance(listener, options, doorkeeper, tlsThreads));
    }
    addresses = listeners.addresses();
    for (int i = 0; i < options.loops(); i++) {
      var slowCallbacks = new SlowCallbacks(options.slowCallback().toNanos());
      loops.add(new EventLoop(options, board, System::nanoTime, openers, slowCallbacks));
    }
    Acceptor acceptor = new Acceptor(options, board, loops, listeners.doors());
    loops.get(0).reviewWith(acceptor::review);
    boardWatch = board.onChange(() -> loops.forEach(EventLoop::wakeup));
  }

  private synchronized void serve(Runnable onBroken) {
    if (closed) {
      quietly("the job source", source); // it may have been closed before it had started
    }
    refuseIfClosed();
    for (EventLoop loop : loops) {
      Thread thread = threads.of("loop-" + loopThreads.size(), new LoopThread(loop, onBroken));
      loopThreads.add(thread);
      thread.start();
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException("the server was closed while it started");
    }
  }

  private static void quietly(String what, AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Throwable thrown) {
      LOG.error("{} could not be closed", what, thrown);
    }
  }
}
