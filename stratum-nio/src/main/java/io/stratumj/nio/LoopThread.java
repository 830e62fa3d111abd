package io.stratumj.nio;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an event loop until it has finished. Whatever escapes a turn, though every key and task is
 * guarded, is logged and the loop goes on; only a broken selector ends it, and then the server.
 */
final class LoopThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

  private final EventLoop loop;
  private final Runnable onBroken;

  /**
   * Turns a loop.
   *
   * @param onBroken called when the loop cannot go on; must return at once
   */
  LoopThread(EventLoop loop, Runnable onBroken) {
    this.loop = loop;
    this.onBroken = onBroken;
  }

  @Override
  public void run() {
    loop.enter();
    try (loop) {
      while (!loop.finished()) {
        turn();
      }
    } catch (IOException e) {
      LOG.error("an event loop cannot go on; the server closes", e);
      onBroken.run();
    }
  }

  private void turn() throws IOException {
    try {
      loop.turn();
    } catch (RuntimeException | Error e) {
      LOG.error("a turn of an event loop failed", e);
    }
  }
}
