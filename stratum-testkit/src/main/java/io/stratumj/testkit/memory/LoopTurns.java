package io.stratumj.testkit.memory;

import io.stratumj.core.session.ProtocolLoop;
import io.stratumj.core.session.StratumProtocol;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An event loop whose tasks the test runs. Tasks may be posted from any thread. */
final class LoopTurns {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ProtocolLoop loop;

  LoopTurns(StratumProtocol protocol) {
    this.loop = protocol.newLoop(tasks::add);
  }

  ProtocolLoop loop() {
    return loop;
  }

  /** A second has passed. */
  void tick(long nowNanos) {
    loop.tick(nowNanos);
  }

  /** Runs what was posted so far; answers whether there was anything. */
  boolean runTasks() {
    boolean ran = false;
    Runnable task = tasks.poll();
    while (task != null) {
      task.run();
      ran = true;
      task = tasks.poll();
    }
    return ran;
  }
}
