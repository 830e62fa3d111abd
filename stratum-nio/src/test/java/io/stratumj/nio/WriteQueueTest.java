package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The write queue against the plainest reference: an array that grows. */
class WriteQueueTest {
  private final Segments segments = new Segments();
  private final WriteQueue queue = new WriteQueue(segments);
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(LoopBuffers.WRITE_BYTES);

  @Property
  void anyAppendsAndPartialWritesGiveTheSameBytes(
      @ForAll @Size(max = 60) List<@IntRange(max = 5000) Integer> sizes, @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    var expected = new ByteArrayOutputStream();
    var channel = new PartialChannel(random);
    ByteBuffer smallScratch = ByteBuffer.allocateDirect(1 + random.nextInt(4000));
    for (int size : sizes) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        queue.append(Bytes.of(bytes));
        expected.write(bytes, 0, size);
      } else {
        int from = random.nextInt(size + 1);
        queue.append(bytes, from, size - from);
        expected.write(bytes, from, size - from);
        java.util.Arrays.fill(bytes, (byte) 0); // the queue has its copy
      }
      if (random.nextInt(4) == 0) {
        queue.writeTo(channel, smallScratch);
      }
      assertEquals(expected.size(), channel.received.size() + queue.size());
    }
    while (!queue.isEmpty()) {
      queue.writeTo(channel, smallScratch);
    }
    assertArrayEquals(expected.toByteArray(), channel.received.toByteArray());
  }

  @Test
  void whatIsCollectedIsWrittenWithOneCall() throws IOException {
    for (int i = 0; i < 100; i++) {
      queue.append(new byte[100], 0, 100);
      queue.append(Bytes.of(new byte[200]));
    }
    var writes = new ArrayList<Integer>();
    int written = queue.writeTo(accepting(writes), scratch);
    assertEquals(30_000, written);
    assertEquals(List.of(30_000), writes);
    assertTrue(queue.isEmpty());
  }

  @Test
  void nothingIsWrittenWhenNothingWaits() throws IOException {
    queue.append(new byte[10], 5, 0);
    queue.append(Bytes.EMPTY);
    var writes = new ArrayList<Integer>();
    assertEquals(0, queue.writeTo(accepting(writes), scratch));
    assertEquals(List.of(), writes);
  }

  @Test
  void brokenChannelLeavesTheQueueAsItWas() {
    queue.append(new byte[10], 0, 10);
    assertThrows(IOException.class, () -> queue.writeTo(new BrokenChannel(), scratch));
    assertEquals(10, queue.size());
  }

  @Test
  void segmentsGoBackWhenTheirBytesAreWrittenOrForgotten() throws IOException {
    Segment block = segments.block();
    segments.free(block);
    queue.append(new byte[1], 0, 1);
    queue.writeTo(accepting(new ArrayList<>()), scratch);
    assertSame(block, segments.block());
    segments.free(block);
    queue.append(new byte[1], 0, 1);
    queue.clear();
    assertTrue(queue.isEmpty());
    assertSame(block, segments.block());
    assertEquals(0, block.size());
  }

  private static WritableByteChannel accepting(List<Integer> writes) {
    return new PartialChannel(new Random(0)) {
      @Override
      public int write(ByteBuffer source) {
        int count = source.remaining();
        writes.add(count);
        source.position(source.limit());
        return count;
      }
    };
  }

  /** Takes as many bytes as it pleases, often none, like a socket whose peer reads slowly. */
  private static class PartialChannel implements WritableByteChannel {
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Random random;

    PartialChannel(Random random) {
      this.random = random;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = random.nextInt(source.remaining() + 1);
      for (int i = 0; i < count; i++) {
        received.write(source.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static final class BrokenChannel extends PartialChannel {
    BrokenChannel() {
      super(new Random(0));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      throw new IOException("broken");
    }
  }
}
