package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;

/**
 * What a fuzzer calls to try whole conversations: any bytes, in any cuts, while time passes, jobs
 * come, and the authorizer and the share sink answer early, late, badly or never. Nothing throws,
 * every request has one reply, nothing grows past its bound (SPEC F1, F5, L1), and the outcome is
 * the same when every byte comes alone.
 *
 * <p>An input is what miners send, in which the bytes from 0xf8 on, which no text has, are not sent
 * but order something; see {@link #order}. So a recorded session is an input as it is.
 */
public final class ConversationFuzz {
  private static final int FIRST_ORDER = 0xf8;

  private final FuzzedPool pool;
  private final ByteBuffer script;
  private final ByteBuffer unsent;

  private ConversationFuzz(byte[] input, FuzzedPool pool) {
    this.pool = pool;
    this.script = ByteBuffer.wrap(input);
    this.unsent = ByteBuffer.allocate(input.length);
  }

  /** Tries one input; throws what is wrong. Called by Jazzer by its name. */
  public static void fuzzerTestOneInput(byte[] input) {
    String asOrdered = new ConversationFuzz(input, new FuzzedPool(Integer.MAX_VALUE)).play();
    String oneByOne = new ConversationFuzz(input, new FuzzedPool(1)).play();
    assertEquals(asOrdered, oneByOne);
  }

  private String play() {
    while (script.hasRemaining()) {
      byte next = script.get();
      if ((next & 0xff) < FIRST_ORDER) {
        unsent.put(next);
      } else {
        send();
        order(next & 0xff);
        pool.check();
      }
    }
    send();
    return pool.end();
  }

  private void send() {
    byte[] bytes = new byte[unsent.flip().remaining()];
    unsent.get(bytes).clear();
    pool.talk().say(bytes);
    pool.runTasks();
  }

  /** Does what is ordered, mostly in the way the byte that follows says. */
  private void order(int what) {
    switch (what) {
      case 0xf8 -> {} // what was said before this was cut here
      case 0xf9 -> pool.pass(argument());
      case 0xfa -> pool.publish(argument());
      case 0xfb -> pool.answerShare(argument());
      case 0xfc -> pool.answerAuthorize(argument());
      case 0xfd -> pool.connect(argument());
      case 0xfe -> pool.talk().say(pool.resumeToken());
      default -> pool.talk().say(new byte[] {(byte) argument()});
    }
  }

  private int argument() {
    return script.hasRemaining() ? script.get() & 0xff : 0;
  }
}
