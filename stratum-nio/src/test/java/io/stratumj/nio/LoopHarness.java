package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.testkit.TestJobs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mockito.ArgumentCaptor;

/**
 * An event loop with an acceptor and scripted stages, turned by the test itself, with a clock the
 * test sets: real sockets, no threads, no waiting for time to pass.
 */
final class LoopHarness implements AutoCloseable {
  private static final int TURNS_MAX = 10_000;

  final ScriptedStage.Log log = new ScriptedStage.Log();
  final JobBoard board = Jobs.board();
  final SlowCallbacks slowCallbacks = mock(SlowCallbacks.class);
  final EventLoop loop;
  final Acceptor acceptor;
  final Doorkeeper doorkeeper;
  final Entrance entrance;
  private final Listeners listeners = new Listeners();
  private final List<Peer> peers = new ArrayList<>();
  private long clock;

  LoopHarness(UnaryOperator<ServerBuilder> options) throws IOException {
    this(ListenerOptions.of("127.0.0.1", 0), options);
  }

  LoopHarness(ListenerOptions listener, UnaryOperator<ServerBuilder> options) throws IOException {
    ServerOptions chosen =
        options.apply(StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll())).options();
    loop = new EventLoop(chosen, board, () -> clock, onLoop -> log.opener(), slowCallbacks);
    doorkeeper = new Doorkeeper(chosen.addressGate(), chosen.connectionsPerAddress());
    entrance = new Entrance(listener, chosen, doorkeeper, Runnable::run);
    listeners.bind(listener, entrance);
    acceptor = new Acceptor(chosen, board, List.of(loop), listeners.doors());
    loop.reviewWith(acceptor::review);
    loop.enter();
  }

  /** With a job, and so open for connections. */
  static LoopHarness ready() throws IOException {
    return ready(builder -> builder);
  }

  /** With a job, and so open for connections. */
  static LoopHarness ready(UnaryOperator<ServerBuilder> options) throws IOException {
    var harness = new LoopHarness(options);
    harness.publish();
    return harness;
  }

  InetSocketAddress address() {
    return listeners.addresses().get(0);
  }

  /** A connection the loop has accepted. */
  Peer connect() throws IOException {
    int before = loop.load();
    Peer peer = Peer.connect(address());
    peers.add(peer);
    turnUntil(() -> loop.load() > before);
    return peer;
  }

  /** A new job, and a turn that notices it. */
  void publish() throws IOException {
    board.publish(TestJobs.next());
    turn();
  }

  /** One turn that does not wait. */
  void turn() throws IOException {
    loop.tasks().execute(() -> {});
    loop.turn();
  }

  /** As many turns as it takes; each waits until something is ready. */
  void turnUntil(Condition condition) throws IOException {
    int turns = 0;
    while (!condition.holds()) {
      assertTrue(turns++ < TURNS_MAX, "the loop turned and turned in vain");
      loop.turn();
    }
  }

  /** The line the peer gets when the loop turns. */
  String lineTo(Peer peer) throws IOException {
    turnUntil(peer::hasBytes);
    return peer.line();
  }

  /** Lets what stages do for a job and at their end take this long. */
  void callbacksTake(Duration time) {
    log.callback = () -> clock += time.toNanos();
  }

  /** What was said to have held the loop for so long, in order. */
  List<String> held(Duration time) {
    var what = ArgumentCaptor.forClass(Object.class);
    var began = ArgumentCaptor.forClass(Long.class);
    var ended = ArgumentCaptor.forClass(Long.class);
    verify(slowCallbacks, atLeast(0)).ended(what.capture(), began.capture(), ended.capture());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < what.getAllValues().size(); i++) {
      if (ended.getAllValues().get(i) - began.getAllValues().get(i) == time.toNanos()) {
        names.add(what.getAllValues().get(i).toString());
      }
    }
    return names;
  }

  /** Lets time pass, and the loop notice. */
  void pass(Duration time) throws IOException {
    clock += time.toNanos();
    turn();
  }

  @Override
  public void close() throws IOException {
    loop.close();
    listeners.close();
    for (Peer peer : peers) {
      peer.close();
    }
  }

  /** Something to turn for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }
}
