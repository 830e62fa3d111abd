package io.stratumj.testkit.personas;

import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A memory pool behind a server socket on the loopback, one connection at a time, on one thread:
 * enough to see a persona talk TCP.
 */
final class SocketPool implements AutoCloseable {
  private static final int POLL_MILLIS = 20;
  private static final int PATIENCE_SECONDS = 10;

  private final ServerSocket server;
  private final FutureTask<Void> serving;

  private SocketPool(ServerSocket server) {
    this.server = server;
    this.serving = new FutureTask<>(() -> serve(server), null);
  }

  static SocketPool open() throws IOException {
    SocketPool pool = new SocketPool(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    new Thread(pool.serving, "socket-pool").start();
    return pool;
  }

  SocketAddress address() {
    return server.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      serving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("the pool failed", e);
    }
  }

  private static void serve(ServerSocket server) {
    MemoryPool pool =
        MemoryPool.open(
            builder ->
                builder.shareValidator(EasyHashing::new).difficulty(new SteeredDifficulty()));
    pool.jobs().publishClean(TestJobs.sequence().newTip());
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(POLL_MILLIS);
        talk(pool, socket);
      } catch (SocketException closed) {
        // Either end is gone: the test is over, or the miner comes back.
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void talk(MemoryPool pool, Socket socket) throws IOException {
    Bridge bridge = new Bridge(socket);
    MemoryLink link = pool.connect(LinkConditions.PERFECT, bridge);
    byte[] buffer = new byte[4096];
    try {
      int read = 0;
      while (read >= 0 && link.closed().isEmpty()) {
        try {
          read = socket.getInputStream().read(buffer);
          if (read > 0) {
            link.sayRaw(Arrays.copyOf(buffer, read));
          }
        } catch (SocketTimeoutException nothing) {
          pool.pass(Duration.ofMillis(POLL_MILLIS));
        }
      }
    } finally {
      link.disconnect();
    }
  }

  /** Writes to the socket what the pool says. */
  private record Bridge(Socket socket) implements Peer {
    @Override
    public void heard(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException gone) {
        // Reading will tell.
      }
    }

    @Override
    public void ended() {
      // The loop sees it.
    }
  }
}
