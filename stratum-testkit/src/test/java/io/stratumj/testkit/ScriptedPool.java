package io.stratumj.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The other end of a mock miner in its own tests: a server socket on the loopback that takes one
 * connection and follows a script. What the script throws fails the test when the pool is closed.
 */
final class ScriptedPool implements AutoCloseable {
  static final String SUBSCRIBED =
      "{\"id\":1,\"result\":[[[\"mining.set_difficulty\",\"d1\"],[\"mining.notify\",\"s1\"]],"
          + "\"10000001\",4],\"error\":null}";
  static final String TRUE_2 = "{\"id\":2,\"result\":true,\"error\":null}";
  static final String DIFFICULTY =
      "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[0.00001]}";

  private static final int PATIENCE_MILLIS = 10_000;

  private final ServerSocket server;
  private final FutureTask<Void> script;
  private final Thread thread;

  private ScriptedPool(ServerSocket server, Script script) {
    this.server = server;
    this.script = new FutureTask<>(() -> follow(server, script), null);
    this.thread = new Thread(this.script, "scripted-pool");
  }

  /** What the pool does with its one connection, on a thread of its own. */
  interface Script {
    void run(Talk talk) throws IOException;
  }

  static ScriptedPool following(Script script) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
    ScriptedPool pool = new ScriptedPool(server, script);
    pool.thread.start();
    return pool;
  }

  SocketAddress address() {
    return server.getLocalSocketAddress();
  }

  static String notify(String jobId, boolean clean) {
    return "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\""
        + jobId
        + "\",\"915598827fbdea12f4d6666441b22e5c373a2d6930383409770d3bf6000003a0\","
        + "\"02000000010000000000000000000000000000000000000000000000000000000000000000ffffffff"
        + "1f520e6d696e65642062792062636f696e08\",\"052f746f792fffffffff0100f2052a01000000160014"
        + "000000000000000000000000000000000000000100000000\",[],\"20000000\",\"207fffff\","
        + "\"6b0313e4\","
        + clean
        + "]}";
  }

  /** Waits for the script to end, and fails if it did. */
  @Override
  public void close() throws IOException {
    try {
      script.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the pool's script failed", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the pool's script does not end", e);
    } finally {
      server.close();
    }
  }

  private static void follow(ServerSocket server, Script script) {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      script.run(new Talk(socket));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The connection, as a script uses it. */
  static final class Talk {
    private final Socket socket;
    private final BufferedReader reader;

    Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String read() throws IOException {
      return Objects.requireNonNull(reader.readLine(), "the miner closed");
    }

    /** Reads a line that has to mention this. */
    void expect(String part) throws IOException {
      String line = read();
      if (!line.contains(part)) {
        throw new AssertionError("expected " + part + " in " + line);
      }
    }

    void say(String... lines) throws IOException {
      sayRaw(String.join("\n", lines) + "\n");
    }

    void sayRaw(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Answers subscribe and authorize, tells a difficulty of 0.00001 and job 1. */
    void handshake() throws IOException {
      expect("mining.subscribe");
      say(SUBSCRIBED);
      expect("mining.authorize");
      say(TRUE_2, DIFFICULTY, ScriptedPool.notify("1", true));
    }

    /** Waits until the miner closes. */
    void awaitEnd() throws IOException {
      String line = reader.readLine();
      if (line != null) {
        throw new AssertionError("expected the end, got " + line);
      }
    }

    InputStream in() throws IOException {
      return socket.getInputStream();
    }

    Socket socket() {
      return socket;
    }
  }
}
