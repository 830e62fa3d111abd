package io.stratumj.nio;

import io.stratumj.core.session.StratumProtocol;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.JobSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Stratum v1 server: miners connect to it, get the jobs of a {@link JobSource}, and their shares
 * are judged and recorded.
 *
 * <pre>{@code
 * try (var server = StratumServer.builder(jobs, Authorizer.acceptAll())
 *     .bind("0.0.0.0", 3333)
 *     .difficulty(DifficultyPolicy.fixed(1024))
 *     .shareSink(ledger::record)
 *     .blockSink(node::submit)
 *     .build()) {
 *   server.start();
 *   server.awaitTermination();
 * }
 * }</pre>
 *
 * <p><em>Thread-safe.</em> Any number of servers may run in one process; they share nothing. A
 * server runs once: {@link #start}, then {@link #close}. Its threads, named {@code
 * stratum-<name>-…}, are no daemons, so a started server keeps the process alive until it is
 * closed. It installs no shutdown hook: a program that wants to end well on SIGTERM installs one
 * that calls {@link #close}.
 */
public final class StratumServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StratumServer.class);
  private static final long KEEPER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<ListenerOptions> listeners;
  private final StratumProtocol protocol;
  private final ServerThreads threads;
  private final BlockThreads blocks;
  private final RunningServer running;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile @Nullable Thread closer;
  private final CountDownLatch terminated = new CountDownLatch(1);

  StratumServer(
      ServerOptions options,
      List<ListenerOptions> listeners,
      StratumProtocol protocol,
      JobSource jobs,
      ServerThreads threads,
      BlockThreads blocks) {
    this.listeners = listeners;
    this.protocol = protocol;
    this.threads = threads;
    this.blocks = blocks;
    this.running = new RunningServer(options, protocol.jobs(), protocol::newLoop, jobs, threads);
  }

  /**
   * Begins to describe a server.
   *
   * @param jobs where work comes from; the server starts it and closes it
   * @param authorizer who may mine; there is no default
   */
  public static ServerBuilder builder(JobSource jobs, Authorizer authorizer) {
    return new ServerBuilder(jobs, authorizer);
  }

  /**
   * Binds every address, starts the job source, and serves. Returns when miners can connect;
   * accepting begins with the first job, unless the server was built to accept before.
   *
   * @throws IOException if an address cannot be bound; the message names it and the cause. Nothing
   *     is left running: the server is closed, and so is the job source. The same holds when the
   *     job source throws, which is passed on.
   * @throws IllegalStateException if the server was started or closed before
   */
  public void start() throws IOException {
    if (closing.get() || !started.compareAndSet(false, true)) {
      throw new IllegalStateException("a server is started once, and not after it was closed");
    }
    try {
      running.start(listeners, this::close);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
    LOG.info("listening on {}", addresses());
  }

  /**
   * The first address the server listens on, with the port the system chose if it was asked to.
   *
   * @throws IllegalStateException if the server was not started
   */
  public InetSocketAddress address() {
    return addresses().get(0);
  }

  /**
   * All addresses the server listens on, in the order they were given to the builder.
   *
   * @throws IllegalStateException if the server was not started
   */
  public List<InetSocketAddress> addresses() {
    List<InetSocketAddress> addresses = running.addresses();
    if (addresses.isEmpty()) {
      throw new IllegalStateException("the server was not started");
    }
    return addresses;
  }

  /** The protocol the server speaks: its jobs and its sessions. */
  public StratumProtocol protocol() {
    return protocol;
  }

  /**
   * Waits until the server is closed, by whomever.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void awaitTermination() throws InterruptedException {
    terminated.await();
  }

  /**
   * Waits until the server is closed, but not longer than this.
   *
   * @return whether it is closed
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitTermination(Duration timeout) throws InterruptedException {
    return terminated.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Ends the server without a rush: stops listening, so that a successor can take the port; sends
   * the miners away one by one, evenly over the given time, each after the replies to its shares;
   * then closes as {@link #close} does. Those whose time has not come are served meanwhile.
   *
   * @param spread over how long; a pool of 10,000 miners that takes a minute sends 167 a second
   * @return what was done, and what became of the shares
   * @throws IllegalArgumentException if the time is negative or longer than a day
   * @throws IllegalStateException if the server was not started, or this is called on one of its
   *     own threads, which would wait for itself
   * @throws InterruptedException if the thread is interrupted while it waits; the server is closed
   */
  public DrainReport drain(Duration spread) throws InterruptedException {
    if (spread.isNegative() || spread.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("spread is not from zero to a day: " + spread);
    }
    if (threads.isCurrent()) {
      throw new IllegalStateException("drain is called on a thread of the server");
    }
    long beganNanos = System.nanoTime();
    LOG.info("draining {} over {} s", addresses(), spread.toSeconds());
    int connections = 0;
    try {
      connections = running.drain(spread);
    } finally {
      close();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
    return new DrainReport(took, connections, running.cut(), protocol.shareCounts());
  }

  /**
   * Ends the server: stops accepting, writes what waits to be written, closes every connection with
   * FIN, ends every thread the server made, and closes the job source. Miners that do not take
   * their bytes or do not close too are cut after the close timeout; a callback that blocks is
   * interrupted a second later. Idempotent: who calls it again, or at the same time, waits for the
   * same end.
   *
   * <p>Called on one of the server's own threads, from a callback, it returns at once and the
   * server closes meanwhile, because a thread cannot wait for its own end.
   */
  @Override
  public void close() {
    boolean first = closing.compareAndSet(false, true);
    if (threads.isCurrent()) {
      if (first) {
        threads.of("close", this::takeDown).start();
      }
    } else if (first) {
      takeDown();
    } else if (closer != Thread.currentThread()) {
      awaitUninterruptibly();
    }
  }

  private void takeDown() {
    closer = Thread.currentThread(); // the job source may call close() when it is closed
    try {
      running.close();
      blocks.close(() -> protocol.unsettledBlocks().isEmpty());
      giveUpBlocks();
    } finally {
      terminated.countDown();
    }
    LOG.info("closed");
  }

  /** A keeper that fails or hangs must cost no block either: what it has not kept is logged. */
  private void giveUpBlocks() {
    if (protocol.unsettledBlocks().isEmpty()) {
      return;
    }
    String why = "the server is closed";
    try {
      Thread keeping = threads.of("keeper", () -> protocol.giveUpBlocks(why));
      keeping.start();
      ServerThreads.join(keeping, System.nanoTime() + KEEPER_NANOS);
    } finally { // even if there is no thread to be had
      protocol.giveUpBlocks(why, new LoggedBlocks());
    }
  }

  private void awaitUninterruptibly() {
    boolean interrupted = false;
    while (terminated.getCount() > 0) {
      try {
        terminated.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
