package io.stratumj.testkit.swarm;

import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A memory pool behind a server socket on the loopback, for any number of miners, on one thread:
 * the real protocol for those tests that may not use the real server. Every time the selector is
 * asked, ten virtual milliseconds pass.
 */
public final class LoopbackPool implements AutoCloseable {
  private static final int POLL_MILLIS = 10;
  private static final int PATIENCE_SECONDS = 10;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final InetSocketAddress address;
  private final AtomicInteger jobsWanted = new AtomicInteger(1);
  private final AtomicInteger dropsWanted = new AtomicInteger();
  private final TestJobs jobs = TestJobs.sequence();
  private final Set<String> peers = ConcurrentHashMap.newKeySet();
  private final List<Overheard> overheard = new CopyOnWriteArrayList<>();
  private final FutureTask<Void> serving;
  private volatile boolean closing;

  private LoopbackPool(Authorizer authorizer, UnaryOperator<ProtocolBuilder> options)
      throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    address = (InetSocketAddress) listener.getLocalAddress();
    serving = new FutureTask<>(() -> serve(MemoryPool.open(authorizer, 1, options)), null);
  }

  /** A pool that takes every hash. */
  public static LoopbackPool open() throws IOException {
    return open(UnaryOperator.identity());
  }

  /** A pool with some options changed. */
  public static LoopbackPool open(UnaryOperator<ProtocolBuilder> options) throws IOException {
    return open(Authorizer.acceptAll(), options);
  }

  /** A pool that lets in whom it wants. */
  public static LoopbackPool open(Authorizer authorizer, UnaryOperator<ProtocolBuilder> options)
      throws IOException {
    LoopbackPool pool = new LoopbackPool(authorizer, options);
    new Thread(pool.serving, "loopback-pool").start();
    return pool;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** The addresses that connections have come from. */
  Set<String> peers() {
    return Set.copyOf(peers);
  }

  /** What came over each connection, in the order of their accept; to be read after the end. */
  List<Overheard> overheard() {
    return List.copyOf(overheard);
  }

  /** Has all miners get a clean job, soon. */
  void publish() {
    jobsWanted.incrementAndGet();
    selector.wakeup();
  }

  /** Ends all connections, soon; new ones are welcome. */
  public void dropAll() {
    dropsWanted.incrementAndGet();
    selector.wakeup();
  }

  /** Ends all connections, and answers no submit from now on. */
  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    try {
      serving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("the pool failed", e);
    }
  }

  private void serve(MemoryPool pool) {
    try (selector;
        listener) {
      while (!closing) {
        selector.select(key -> ready(pool, key), POLL_MILLIS);
        for (int left = jobsWanted.getAndSet(0); left > 0; left--) {
          pool.jobs().publishClean(jobs.newTip());
        }
        if (dropsWanted.getAndSet(0) > 0) {
          drop();
        }
        pool.pass(Duration.ofMillis(POLL_MILLIS));
      }
      drop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void drop() {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Miner miner) {
        miner.end();
      }
    }
  }

  private void ready(MemoryPool pool, SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept(pool);
      } else if (key.attachment() instanceof Miner miner) {
        miner.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(MemoryPool pool) throws IOException {
    for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
      peers.add(channel.socket().getInetAddress().getHostAddress());
      Miner miner = new Miner(channel);
      overheard.add(miner.ear);
      miner.link = pool.connect(LinkConditions.PERFECT, miner);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, miner);
    }
  }

  /** One connection, at both its ends. */
  private static final class Miner implements Peer {
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    private final Overheard ear = new Overheard();
    private MemoryLink link;

    Miner(SocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      try {
        int count = channel.read(buffer.clear());
        if (count > 0) {
          byte[] bytes = Arrays.copyOf(buffer.array(), count);
          ear.piece(bytes);
          link.sayRaw(bytes);
        } else if (count < 0) {
          ear.ended("end");
          end();
        }
      } catch (IOException reset) {
        ear.ended("reset");
        end();
      }
    }

    @Override
    public void heard(String line) {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException gone) {
        bytes.clear();
      }
    }

    @Override
    public void ended() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void end() {
      link.disconnect();
      ended();
    }
  }
}
