package io.stratumj.nio;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which TLS handshakes are computed, apart from the event loops: a signature takes a
 * millisecond, so when a thousand miners reconnect, those in place would wait a second. There are
 * none until the first handshake, and none again a while after. <em>Thread-safe.</em>
 *
 * <p>What waits for them is bounded by the number of connections: each has one handshake at most.
 */
final class TlsThreads implements Executor, AutoCloseable {
  private static final long KEEP_ALIVE_SECONDS = 60;
  private static final String NAME = "tls";

  private final ServerThreads threads;
  private final ThreadPoolExecutor executor;

  /** No threads yet; at most half the processors will be busy with handshakes. */
  TlsThreads(ServerThreads threads) {
    int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.threads = threads;
    this.executor =
        new ThreadPoolExecutor(
            most,
            most,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads.factory(NAME));
    this.executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  /** Drops what waits, and waits for what is being computed, a second at most. */
  @Override
  public void close() {
    executor.shutdownNow();
    threads.joinInterrupted(NAME);
  }
}
