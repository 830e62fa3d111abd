package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.session.ExtranonceSpace;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.MinerJob;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Hostile peers and failing callbacks over real sockets, seeded and bounded, while an honest miner
 * is served. Afterwards everything is where it was.
 *
 * <p>The system property {@code chaos.cycles} sets how often a miner comes and goes in the test of
 * leaks [5000]; run it with 100000 before a release.
 */
class ChaosTest {
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}\n";
  private static final Pattern REPLY = Pattern.compile("\\{\"id\":(\\d+|null),");
  private static final int FIRST_SHARE = 1_000;
  private static final long SEED = 20_240_229;
  private static final int CYCLES = Integer.getInteger("chaos.cycles", 5_000);
  private static final int PATIENCE_SECONDS = 20;
  private static final long LEAK_BYTES = 4L << 20;

  private final ManualJobSource jobs = new ManualJobSource();
  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 0);
  private final AtomicInteger begun = new AtomicInteger();
  private final BlockingQueue<DisconnectReason> ended = new LinkedBlockingQueue<>();
  private final List<CompletableFuture<Object>> late = new ArrayList<>();
  private final Random random = new Random(SEED);
  private int endsSeen;
  private Set<String> descriptorsBefore;
  private StratumServer server;

  /** The JDK opens descriptors of its own when sockets and secrets are used first. */
  @BeforeAll
  static void useEverythingOnce() throws Exception {
    ManualJobSource jobs = new ManualJobSource();
    jobs.publishClean(TestJobs.next());
    try (StratumServer first =
        StratumServer.builder(jobs, Authorizer.acceptAll()).bind("127.0.0.1", 0).build()) {
      first.start();
      try (Peer peer = Peer.connect(first.address())) {
        peer.send(login("a"));
        peer.line();
      }
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    jobs.publishClean(TestJobs.next());
    descriptorsBefore = descriptors();
    server =
        StratumServer.builder(jobs, this::authorize)
            .name("chaos")
            .bind("127.0.0.1", 0)
            .loops(2)
            .writeStall(Duration.ofMillis(500))
            .linger(Duration.ofMillis(200))
            .closeTimeout(Duration.ofSeconds(1))
            .difficulty(DifficultyPolicy.fixed(0.00001))
            .shareSink(this::record)
            .protocol(
                protocol ->
                    protocol
                        .extranonces(space)
                        .limits(
                            SessionLimits.builder()
                                .firstLine(Duration.ofSeconds(1))
                                .handshake(Duration.ofSeconds(2))
                                .authorization(Duration.ofMillis(500))
                                .recording(Duration.ofMillis(500))
                                .resume(Duration.ZERO)
                                .build())
                        .faultListener((where, id, fault) -> {})
                        .sessionListener(sessions()))
            .build();
    server.start();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("L1, L2, L7, H9: whatever peers and callbacks do, the canary is served")
  void canaryLivesThroughChaos() throws Exception {
    var canary = new Canary();
    canary.start();
    for (int i = 0; i < 300; i++) {
      trouble(random.nextInt(14));
    }
    late.forEach(stage -> stage.complete(Authorization.allowed()));
    awaitEnds(1);
    canary.stop();
    awaitEnds(0);
    assertEquals(0, space.used(), "extranonces are held by nobody");
    assertEquals(List.of(), server.protocol().sessions().list().toCompletableFuture().get());
    server.close();
    assertEquals(Set.of(), newDescriptors(), "descriptors are held by nobody");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("H4, H9: miners that come and go leave nothing behind")
  void nothingLeaks() throws Exception {
    cycles(1_000);
    long before = heapBytes();
    cycles(CYCLES);
    long grown = heapBytes() - before;
    assertTrue(grown < LEAK_BYTES, grown + " bytes more after " + CYCLES + " miners");
    assertEquals(0, space.used());
    server.close();
    assertEquals(Set.of(), newDescriptors());
  }

  @Test
  @DisplayName("F1, L4: 5,000 shares in one write are all answered, in order")
  void fiveThousandSharesInOneWrite() throws Exception {
    try (Peer peer = Peer.connect(server.address())) {
      peer.send(login("a"));
      StringBuilder shares = new StringBuilder();
      for (int i = 0; i < 5_000; i++) {
        shares.append(submit("a", i));
      }
      Thread sender = new Thread(() -> sendAll(peer, shares.toString()), "sender");
      sender.start();
      int answered = 0;
      while (answered < 5_000) {
        Matcher reply = REPLY.matcher(peer.line());
        assertTrue(reply.lookingAt(), "the connection has ended");
        if (!reply.group(1).equals("null") && Integer.parseInt(reply.group(1)) >= FIRST_SHARE) {
          assertEquals(FIRST_SHARE + answered, Integer.parseInt(reply.group(1)));
          answered++;
        }
      }
      sender.join();
    }
  }

  /** One misdeed of many. */
  private void trouble(int kind) throws IOException {
    try (Peer peer = kind == 4 ? narrow() : Peer.connect(server.address())) {
      switch (kind) {
        case 0 -> peer.abort();
        case 1 -> abortAfter(peer, "{\"id\":1,\"method\":\"mining.subsc");
        case 2 -> abortAfter(peer, login("a") + "{\"id\":3,\"meth");
        case 3 -> peer.send(login("half")).finishSending().rest();
        case 4 -> floodWithoutReading(peer);
        case 5 -> byteByByte(peer, login("slow"));
        case 6 -> peer.send(noise()).finishSending();
        case 7 -> answered(peer, login("throws"));
        case 8 -> answered(peer, login("never"));
        case 9 -> answered(peer, login("late"));
        case 10 -> answered(peer, login("sink-throws") + submit("sink-throws", 1));
        case 11 -> answered(peer, login("sink-never") + submit("sink-never", 1));
        case 12 -> flood();
        default -> peer.send("x".repeat(20_000)).finishSending().rest();
      }
    } catch (SocketException reset) {
      // the server may be quicker to close than the peer to misbehave
    }
  }

  private Peer narrow() throws IOException {
    return Peer.connectNarrow(server.address());
  }

  private static void abortAfter(Peer peer, String text) throws IOException {
    peer.send(text).abort();
  }

  /** Asks for more than the server may keep for it, and takes nothing. */
  private static void floodWithoutReading(Peer peer) throws IOException {
    String pings = PING.repeat(100);
    for (int i = 0; i < 20; i++) {
      peer.send(pings);
    }
    peer.abort();
  }

  private static void byteByByte(Peer peer, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      peer.send(text.substring(i, i + 1));
    }
    peer.line();
  }

  /** Says something, takes one line, and leaves. */
  private static void answered(Peer peer, String text) throws IOException {
    peer.send(text).line();
  }

  private void flood() throws IOException {
    List<Peer> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(Peer.connect(server.address()));
    }
    for (Peer peer : crowd) {
      peer.abort();
    }
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  private void cycles(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Peer peer = Peer.connect(server.address()).send(login("cycle"));
      peer.line();
      if (i % 2 == 0) {
        peer.line();
      }
      peer.abort();
      assertTrue(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) != null, "session " + i + " stays");
    }
  }

  /** Waits until no more than so many sessions are left. */
  private void awaitEnds(int left) throws Exception {
    try (Peer last = Peer.connect(server.address())) { // all before it have been accepted then
      last.send(PING).line();
    }
    var unused = server.protocol().sessions().list().toCompletableFuture().get(); // and are served
    while (begun.get() - endsSeen > left) {
      DisconnectReason reason = ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertTrue(reason != null, begun.get() - endsSeen + " sessions do not end");
      endsSeen++;
    }
  }

  private CompletionStage<Authorization> authorize(Credentials credentials, SessionInfo session) {
    return switch (credentials.worker().toString()) {
      case "throws" -> throw new IllegalStateException("scripted");
      case "never" -> new CompletableFuture<>();
      case "late" -> {
        CompletableFuture<Object> decision = new CompletableFuture<>();
        synchronized (late) {
          late.add(decision);
        }
        yield decision.thenApply(Authorization.class::cast);
      }
      default -> CompletableFuture.completedStage(Authorization.allowed());
    };
  }

  private CompletionStage<?> record(AcceptedShare share) {
    return switch (share.worker().toString()) {
      case "sink-throws" -> throw new IllegalStateException("scripted");
      case "sink-never" -> new CompletableFuture<Void>();
      default -> ShareSink.RECORDED;
    };
  }

  private SessionListener sessions() {
    return new SessionListener() {
      @Override
      public void connected(SessionInfo session) {
        begun.incrementAndGet();
      }

      @Override
      public void disconnected(SessionInfo session, DisconnectReason reason) {
        ended.add(reason);
      }
    };
  }

  private static String login(String worker) {
    return "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n"
        + ("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + worker + "\",\"x\"]}\n");
  }

  /** A share that is none, mostly. */
  private static String submit(String worker, int number) {
    return "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"%s\",\"1\",\"%016x\",\"6553f101\",\"%08x\"]}\n"
        .formatted(FIRST_SHARE + number, worker, number, number);
  }

  private static void sendAll(Peer peer, String text) {
    try {
      peer.send(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sockets and selectors that were not there at first, by number and inode. */
  private Set<String> newDescriptors() throws IOException {
    Set<String> descriptors = descriptors();
    descriptors.removeAll(descriptorsBefore);
    return descriptors;
  }

  /** Sockets and selectors: what else a JVM opens, and when, is its own affair. */
  private static Set<String> descriptors() throws IOException {
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open.toList()) {
        String what = target(descriptor);
        if (what.startsWith("socket:") || what.startsWith("anon_inode:")) {
          sockets.add(descriptor.getFileName() + " " + what);
        }
      }
    } catch (NoSuchFileException noSuchSystem) {
      return sockets;
    }
    return sockets;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException goneMeanwhile) {
      return "";
    }
  }

  /** What is reachable, or nearly so: the least of a few collections. */
  private static long heapBytes() {
    long[] used = new long[5];
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < used.length; i++) {
      System.gc();
      used[i] = runtime.totalMemory() - runtime.freeMemory();
    }
    return Arrays.stream(used).min().orElseThrow();
  }

  /** An honest miner that mines all the time, and does not forgive. */
  private final class Canary {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Integer> accepted = new CompletableFuture<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final Thread thread = new Thread(this::mine, "canary");

    void start() {
      thread.start();
      first.join();
    }

    /**
     * Returns when the miner has let go of its descriptors: later than the server sees it leave.
     */
    void stop() throws Exception {
      stopped.set(true);
      assertTrue(accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS) > 1);
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    private void mine() {
      int count = 0;
      try (MockMiner miner = MockMiner.connect(server.address())) {
        miner.subscribe().authorize("canary", "x");
        MinerJob job = miner.takeJob();
        while (!stopped.get()) {
          assertTrue(miner.submit(job.solve()).isAccepted());
          count++;
          first.complete(null);
        }
        accepted.complete(count);
      } catch (Throwable thrown) {
        first.completeExceptionally(thrown);
        accepted.completeExceptionally(thrown);
      }
    }
  }
}
