package io.stratumj.testkit.conformance;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The real protocol behind sockets, with somebody on the wire who breaks it. A thread for each
 * connection; all of them use the one memory pool, one at a time.
 */
public final class PoolOverTcp implements AutoCloseable {
  /** A worker of this name is not let in. */
  public static final String REFUSED = "refused.1";

  private static final int TICK_MILLIS = 20;
  private static final int TICKS_PER_BLOCK = 35;
  private static final int HURRY = 40;

  private final Object lock = new Object();
  private final ServerSocket server;
  private final Supplier<Breakage> breakages;
  private final Day day;
  private final MemoryPool pool;
  private final TestJobs jobs = TestJobs.sequence();
  private final Set<Tapped> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private int ticks;

  /** What time brings. */
  public enum Day {
    /** Seconds of a second. */
    PLAIN,
    /** A new block comes every now and then. */
    OF_BLOCKS,
    /** The pool's time runs much faster, but its patience with a miner is as ever. */
    IN_A_HURRY
  }

  private PoolOverTcp(ServerSocket server, Supplier<Breakage> breakages, Day day) {
    this.server = server;
    this.breakages = breakages;
    this.day = day;
    this.pool =
        MemoryPool.open(
            (credentials, session) ->
                CompletableFuture.completedFuture(
                    credentials.worker().toString().equals(REFUSED)
                        ? Authorization.denied("unknown")
                        : Authorization.allowed()),
            1,
            builder -> builder.difficulty(new AsMinersWish()).limits(limits(day)));
    pool.jobs().publishClean(jobs.newTip());
  }

  /** A pool somebody breaks. */
  public static PoolOverTcp open(Supplier<Breakage> breakages, Day day) throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    PoolOverTcp pool = new PoolOverTcp(server, breakages, day);
    pool.threads.execute(pool::accept);
    var unused =
        pool.clock.scheduleWithFixedDelay(
            pool::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return pool;
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    server.close();
    for (Tapped connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }

  private void tick() {
    synchronized (lock) {
      pool.pass(Duration.ofMillis(day == Day.IN_A_HURRY ? HURRY * TICK_MILLIS : TICK_MILLIS));
      connections.forEach(Tapped::tick);
      if (day == Day.OF_BLOCKS && ++ticks % TICKS_PER_BLOCK == 0) {
        pool.jobs().publishClean(jobs.newTip());
        pool.turn();
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        Tapped connection = new Tapped(server.accept(), breakages.get());
        connections.add(connection);
        threads.execute(() -> serve(connection));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Tapped connection) {
    try {
      connection.serve();
    } catch (IOException gone) {
      // The miner has left.
    } finally {
      connection.close();
      connections.remove(connection);
    }
  }

  private static SessionLimits limits(Day day) {
    int times = day == Day.IN_A_HURRY ? HURRY : 1;
    SessionLimits usual = SessionLimits.defaults();
    return SessionLimits.builder()
        .firstLine(usual.firstLine().multipliedBy(times))
        .handshake(usual.handshake().multipliedBy(times))
        .idle(usual.idle().multipliedBy(times))
        .build();
  }

  /** Changes nothing unless a miner asks for it. */
  private static final class AsMinersWish implements DifficultyPolicy {
    @Override
    public Difficulty initial() {
      return Difficulty.of(1e-7);
    }

    @Override
    public Difficulty minimum() {
      return Difficulty.of(1e-9);
    }

    @Override
    public Difficulty maximum() {
      return Difficulty.of(1);
    }

    @Override
    public Controller open() {
      return DifficultyPolicy.fixed(initial()).open();
    }
  }

  /** One connection with the breaker on it. */
  private final class Tapped implements Peer, Breakage.Ends {
    private final Socket socket;
    private final Breakage breakage;
    private @Nullable MemoryLink link;

    Tapped(Socket socket, Breakage breakage) {
      this.socket = socket;
      this.breakage = breakage;
    }

    void serve() throws IOException {
      synchronized (lock) {
        link = pool.connect(LinkConditions.PERFECT, this);
        breakage.opened(this);
      }
      byte[] buffer = new byte[8_192];
      try {
        int count = socket.getInputStream().read(buffer);
        while (count >= 0) {
          synchronized (lock) {
            breakage.mined(new String(buffer, 0, count, StandardCharsets.ISO_8859_1), this);
          }
          count = socket.getInputStream().read(buffer);
        }
        synchronized (lock) {
          breakage.finished(this);
        }
      } finally {
        synchronized (lock) {
          link.disconnect();
        }
      }
    }

    void tick() {
      if (link != null) {
        breakage.ticked(this);
      }
    }

    @Override
    public void heard(String line) {
      breakage.said(line, this);
    }

    @Override
    public void ended() {
      close();
    }

    @Override
    public void toPool(String bytes) {
      link.sayRaw(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void toMiner(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException gone) {
        // Reading will tell.
      }
    }

    @Override
    public void reset() {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        throw new UncheckedIOException(e);
      }
      close();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
