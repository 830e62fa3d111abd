package io.stratumj.examples.node.rpc;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of an answer, and ends the exchange when it is longer than allowed.
 * <em>Confined</em> to its exchange, which calls it from one thread at a time.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final int BYTES_MIN = 1024;

  /** What is believed of an announced length: the template of a full block. */
  private static final int ANNOUNCED_MAX = 8 << 20;

  private final int bytesMax;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private byte[] received;
  private int size;
  private @Nullable Subscription subscription;

  private BoundedBody(int bytesMax, long announced) {
    this.bytesMax = bytesMax;
    this.received =
        new byte[(int) Math.max(BYTES_MIN, Math.min(announced, Math.min(ANNOUNCED_MAX, bytesMax)))];
  }

  /** Collects at most this many bytes. */
  static BodyHandler<byte[]> of(int bytesMax) {
    return response ->
        new BoundedBody(bytesMax, response.headers().firstValueAsLong("Content-Length").orElse(0));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription exchange) {
    subscription = exchange;
    exchange.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      if (length > bytesMax - size) {
        if (subscription != null) {
          subscription.cancel();
        }
        body.completeExceptionally(new TooLong());
        return;
      }
      if (length > received.length - size) {
        received = Arrays.copyOf(received, (int) Math.min(bytesMax, 2L * (size + length)));
      }
      buffer.get(received, size, length);
      size += length;
    }
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(size == received.length ? received : Arrays.copyOf(received, size));
  }

  /** The answer has more bytes than allowed. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }
}
