package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.store.ShareStore;
import io.stratumj.nio.DrainReport;
import io.stratumj.nio.ListenerOptions;
import io.stratumj.nio.ServerBuilder;
import io.stratumj.nio.StratumServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool that lets everybody mine, records their shares if it has a store, and says what happens:
 * the server and what plugs into it, put together from {@link PoolOptions}.
 *
 * <p><em>Thread-safe.</em> Runs once: {@link #start}, then {@link #close}.
 */
final class ExamplePool implements AutoCloseable {
  private static final long STATUS_SECONDS = 10;

  /** In the coinbase, where pools sign. */
  private static final String TAG = "/stratumj/";

  /** With the other bounds of closing it keeps a SIGTERM within five seconds. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final PoolOptions options;
  private final Consumer<String> lines;
  private final PoolNode node;
  private final Optional<ShareStore> store;
  private final PoolStatus status;
  private final StratumServer server;
  private final Object closing = new Object();
  private @Nullable ScheduledExecutorService statusThread;

  /**
   * Puts a pool together; starts nothing. Blocks if a node must be asked about an address.
   *
   * @param lines takes what the pool has to say, line by line, on any thread
   * @throws IllegalArgumentException if no job can be made of the template, the address is none, or
   *     the folder for candidates cannot be written to
   * @throws IOException if no node answers
   */
  ExamplePool(PoolOptions options, Consumer<String> lines) throws IOException {
    this.options = options;
    this.lines = lines;
    this.node = node(options);
    this.store =
        options
            .store()
            .map(where -> new ShareStore(where, block -> BlockHeight.of(block.coinbase())));
    this.status = new PoolStatus(System::nanoTime, options.algorithm().difficultyOne());
    this.server = server();
  }

  /**
   * Listens, and says so.
   *
   * @throws IOException if an address cannot be bound, or the store cannot be used; nothing is left
   *     running
   */
  synchronized void start() throws IOException {
    startStoreAndServer();
    lines.accept("serving a " + node.description());
    options.store().ifPresent(where -> lines.accept("recording in " + where.name()));
    List<InetSocketAddress> addresses = server.addresses();
    for (int i = 0; i < addresses.size(); i++) {
      // The host as it was asked for: the system calls 0.0.0.0 by another name.
      ListenerOptions asked = options.listeners().get(i);
      lines.accept(
          "listening on "
              + (asked.tls().isPresent() ? "stratum+ssl://" : "stratum+tcp://")
              + ListenerOptions.of(asked.host(), addresses.get(i).getPort()));
    }
    statusThread = startStatusThread();
  }

  private void startStoreAndServer() throws IOException {
    boolean started = false;
    try {
      if (store.isPresent()) {
        store.get().open();
      }
      server.start();
      started = true;
    } finally {
      if (!started) {
        store.ifPresent(ShareStore::close);
      }
    }
  }

  /** Where the pool listens, in the order of the options. */
  List<InetSocketAddress> addresses() {
    return server.addresses();
  }

  /** Waits until the pool is closed, or its server has failed. */
  void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /**
   * Sends the miners away over the time of the options, closes the server within five seconds more,
   * and says what became of the shares and how things stood. Idempotent.
   */
  @Override
  public void close() {
    synchronized (closing) { // whoever comes second waits, so that the first can have its say
      closeOnce();
    }
  }

  private void closeOnce() {
    Optional<DrainReport> report = endServer();
    node.closeBlocks();
    store.ifPresent(ShareStore::close);
    synchronized (this) {
      if (statusThread != null) {
        statusThread.shutdownNow();
        statusThread = null;
        report.ifPresent(shares -> lines.accept(shares.toString()));
        lines.accept(status.line());
        lines.accept("closed");
      }
    }
  }

  /** Every reply that is still to come is written first: a share is acknowledged or refused. */
  private Optional<DrainReport> endServer() {
    try {
      if (isStarted()) {
        return Optional.of(server.drain(options.drain()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    return Optional.empty();
  }

  private synchronized boolean isStarted() {
    return statusThread != null;
  }

  private static PoolNode node(PoolOptions options) throws IOException {
    JobFactory factory = JobFactory.payingTo(payoutScript(options)).withTag(TAG);
    if (options.node().isPresent()) {
      return new RealNode(options.node().get(), factory);
    }
    return options.template().isPresent()
        ? new TemplateFileNode(options.template().get(), factory)
        : new SimulatedNode(
            options.algorithm(), options.networkBits(), options.blockInterval(), factory);
  }

  private static Bytes payoutScript(PoolOptions options) throws IOException {
    Optional<NodeOptions> node = options.node();
    Optional<String> address = node.flatMap(NodeOptions::payoutAddress);
    return node.isPresent() && address.isPresent()
        ? node.get().scriptOf(address.get())
        : options.payoutScript();
  }

  private StratumServer server() {
    ServerBuilder builder =
        StratumServer.builder(node, Authorizer.acceptAll())
            .name("pool")
            .closeTimeout(CLOSE_TIMEOUT)
            .difficulty(options.difficulty())
            .blockSink(node.blockSink());
    node.blockKeeper().ifPresent(builder::blockKeeper);
    options.listeners().forEach(builder::listen);
    options.loops().ifPresent(builder::loops);
    options.maxConnections().ifPresent(builder::maxConnections);
    options.connectionsPerAddress().ifPresent(builder::connectionsPerAddress);
    store.ifPresent(builder::shareSink);
    builder.protocol(
        protocol -> {
          protocol.shareValidator(options.algorithm()::newValidator);
          protocol.limits(SessionLimits.builder().silence(options.jobInterval()).build());
          options
              .extranoncePrefix()
              .ifPresent(
                  prefix -> protocol.extranonces(prefix.space(new SecureRandom().nextLong())));
          protocol.sessionListener(status).shareListener(status);
          store.ifPresent(books -> protocol.blockListener(books.blockListener()));
          protocol.blockListener(status).blockListener(new BlockLog(lines));
        });
    return builder.build();
  }

  private ScheduledExecutorService startStatusThread() {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread daemon = new Thread(task, "pool-status");
              daemon.setDaemon(true);
              return daemon;
            });
    ScheduledFuture<?> unused =
        thread.scheduleAtFixedRate(
            () -> lines.accept(status.line()), STATUS_SECONDS, STATUS_SECONDS, TimeUnit.SECONDS);
    return thread;
  }
}
