package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a loop's thread survives, on the thread of the test. */
class LoopThreadTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long clock;
  private int reviews;
  private int breaks;

  @Test
  @DisplayName("L7: an error that escapes a turn does not end the loop")
  void errorInATurnIsSurvived() throws IOException {
    EventLoop loop = loop();
    loop.reviewWith(
        () -> {
          reviews++;
          if (reviews == 2) {
            throw new OutOfMemoryError("scripted");
          }
          if (reviews == 3) {
            loop.stop(0);
          }
        });
    new LoopThread(loop, () -> breaks++).run();
    assertTrue(reviews >= 3);
    assertEquals(0, breaks);
  }

  @Test
  @DisplayName("L7: who was to be served after an error is served once, in the next turn")
  void errorWhileServingLeavesNothingBehind() throws IOException {
    EventLoop loop = loop();
    loop.enter();
    List<String> served = new ArrayList<>();
    Pipe first = Pipe.open();
    Pipe second = Pipe.open();
    try (loop) {
      Ready failing =
          () -> {
            served.add("failing");
            throw new OutOfMemoryError("scripted");
          };
      Ready other = () -> served.add("other");
      watch(loop, first, failing);
      loop.tasks().execute(() -> {});
      assertThrows(OutOfMemoryError.class, loop::turn);
      first.source().keyFor(loop.selector()).cancel();
      watch(loop, second, other);
      loop.tasks().execute(() -> {});
      loop.turn();
      assertEquals(List.of("failing", "other"), served);
    } finally {
      first.sink().close();
      first.source().close();
      second.sink().close();
      second.source().close();
    }
  }

  private static void watch(EventLoop loop, Pipe pipe, Ready ready) throws IOException {
    pipe.source().configureBlocking(false);
    pipe.source().register(loop.selector(), SelectionKey.OP_READ, ready);
    pipe.sink().write(ByteBuffer.allocate(1));
  }

  @Test
  @DisplayName("L7: a loop that ends before it has finished says so, whatever ended it")
  void errorThatEndsTheLoopEndsTheServer() throws IOException {
    EventLoop loop = loop();
    var scripted = new OutOfMemoryError("scripted");
    loop.reviewWith(
        () -> {
          throw scripted;
        });
    var thread = new LoopThread(loop, () -> breaks++);
    assertSame(scripted, assertThrows(OutOfMemoryError.class, thread::run));
    assertEquals(1, breaks);
    assertFalse(loop.selector().isOpen());
  }

  /** A loop to which a second passes with every look at the clock. */
  private EventLoop loop() throws IOException {
    ServerOptions options =
        StratumServer.builder(new Jobs.OneJob(), Authorizer.acceptAll()).options();
    var log = new ScriptedStage.Log();
    return new EventLoop(
        options,
        Jobs.board(),
        () -> clock += SECOND,
        onLoop -> log.opener(),
        new SlowCallbacks(Long.MAX_VALUE));
  }
}
