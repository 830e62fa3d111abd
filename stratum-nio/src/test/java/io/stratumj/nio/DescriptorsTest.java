package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server in a process of its own that has few descriptors, and more miners than those. */
class DescriptorsTest {
  private static final int DESCRIPTORS = 100;
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}\n";
  private static final String PONG = "{\"id\":7,\"result\":\"pong\",\"error\":null}";

  /**
   * The process: prints its port, then, for each line it gets, the CPU milliseconds it has used.
   */
  static final class Server {
    private Server() {}

    public static void main(String[] args) throws Exception {
      var cpu =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      try (var server =
          StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll())
              .bind("127.0.0.1", 0)
              .loops(1)
              .build()) {
        server.start();
        System.out.println(server.address().getPort());
        while (lines.readLine() != null) {
          System.out.println(cpu.getProcessCpuTime() / 1_000_000);
        }
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("L3: out of descriptors, miners in place are served, nothing spins, the rest follow")
  void serverRunsOutOfDescriptors() throws Exception {
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -n " + DESCRIPTORS + "; exec \"$@\"",
                "sh",
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Socket> miners = new ArrayList<>();
    try {
      BufferedReader says = process.inputReader(StandardCharsets.US_ASCII);
      var address =
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), Integer.parseInt(says.readLine()));
      liveAndDie(address);
      for (int i = 0; i < DESCRIPTORS + 20; i++) {
        miners.add(connect(address));
      }
      int served = 0;
      while (served < miners.size() && isServed(miners.get(served))) {
        served++;
      }
      assertTrue(served > 20 && served < DESCRIPTORS, served + " are served");

      long before = cpuMillis(process, says);
      for (int i = 0; i < 3; i++) { // each waits a second for an answer that does not come
        assertTrue(isServed(miners.get(i)), "those in place are served");
        assertEquals(0, miners.get(served).getInputStream().available());
        awaitNothing(miners.get(served));
      }
      long spent = cpuMillis(process, says) - before;
      assertTrue(spent < 1_500, spent + " ms of CPU in three seconds without anything to do");

      for (int i = 0; i < 30; i++) {
        miners.get(i).close();
      }
      miners.get(served).setSoTimeout(10_000);
      assertEquals(PONG, line(miners.get(served)), "it was waiting, and is served now");
    } finally {
      for (Socket miner : miners) {
        miner.close();
      }
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  /**
   * A miner before all others. Here classes are files in folders, so loading one takes a descriptor
   * and must happen while there are some; those of a jar are read from a file that stays open.
   */
  private static void liveAndDie(InetSocketAddress address) throws IOException {
    try (Socket miner = connect(address)) {
      miner.setSoTimeout(20_000);
      miner.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
      assertEquals(PONG, line(miner));
      miner.shutdownOutput();
      assertEquals("", line(miner));
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, 10_000);
    return socket;
  }

  /** Pings; whether there is an answer within a second. */
  private static boolean isServed(Socket miner) throws IOException {
    miner.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
    miner.setSoTimeout(1_000);
    try {
      return line(miner).equals(PONG);
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static void awaitNothing(Socket miner) throws IOException {
    miner.setSoTimeout(1_000);
    try {
      throw new AssertionError("somebody was accepted: " + line(miner));
    } catch (SocketTimeoutException expected) {
      // nobody was
    }
  }

  private static String line(Socket miner) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = miner.getInputStream().read();
        next >= 0 && next != '\n';
        next = miner.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static long cpuMillis(Process process, BufferedReader says) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Long.parseLong(says.readLine());
  }
}
