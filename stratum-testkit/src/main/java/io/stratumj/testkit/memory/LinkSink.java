package io.stratumj.testkit.memory;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.spi.DisconnectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool's end of a link. It holds the conversation to its contract: whole lines only, so that
 * lines of two writers can never mix.
 */
final class LinkSink implements ByteSink {
  private final Consumer<byte[]> out;
  private final Runnable whenClosing;
  private @Nullable DisconnectReason closing;

  LinkSink(Consumer<byte[]> out, Runnable whenClosing) {
    this.out = out;
    this.whenClosing = whenClosing;
  }

  @Override
  public void append(byte[] bytes, int from, int length) {
    if (closing != null) {
      return;
    }
    byte[] copy = Arrays.copyOfRange(bytes, from, from + length);
    if (length == 0 || copy[length - 1] != '\n') {
      throw new AssertionError(
          "the pool wrote half a line: " + new String(copy, StandardCharsets.UTF_8));
    }
    out.accept(copy);
  }

  @Override
  public void append(Bytes shared) {
    append(shared.toByteArray(), 0, shared.size());
  }

  @Override
  public void closeAfterFlush(DisconnectReason reason) {
    if (closing == null) {
      closing = reason;
      whenClosing.run();
    }
  }

  /** Why the pool wants the connection closed, if it does. */
  Optional<DisconnectReason> closing() {
    return Optional.ofNullable(closing);
  }
}
