package io.stratumj.nio;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an event loop until it has finished. Whatever escapes a turn, though every key and task is
 * guarded, is logged and the loop goes on. What ends it before it has finished, such as a broken
 * selector, ends the server too: nobody would serve the loop's miners any more.
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
    boolean finished = false;
    try (loop) {
      loop.enter();
      while (!loop.finished()) {
        turn();
      }
      finished = true;
    } catch (IOException e) {
      LOG.error("an event loop cannot go on; the server closes", e);
    } finally {
      if (!finished) {
        onBroken.run();
      }
    }
  }

  private void turn() throws IOException {
    try {
      loop.turn();
    } catch (RuntimeException | Error e) {
      report(e);
    }
  }

  /** Logging may fail for the same reason, for example because there is no memory left. */
  private static void report(Throwable thrown) {
    try {
      LOG.error("a turn of an event loop failed", thrown);
    } catch (RuntimeException | Error unreportable) {
      // the loop and its miners are worth more than the report
    }
  }
}
