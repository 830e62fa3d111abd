package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Response;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Requests of the server to the miner, {@code mining.ping} and {@code client.get_version}, and
 * their answers (SPEC C5, F6). Ids are large, so that no miner takes an answer of ours for one of
 * its own requests.
 *
 * <p><em>Loop-confined.</em>
 */
final class ServerCalls {
  private static final int PENDING_MAX = 16;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ProtocolLoop loop;
  private final ByteSink sink;
  private final ArrayDeque<Call> calls = new ArrayDeque<>(2);

  /** A request that waits for its answer. */
  private record Call(RequestId id, long sentNanos, CompletableFuture<Answer> answer) {}

  /** What a miner answered, and how long it took. */
  record Answer(String text, Duration time) {}

  ServerCalls(ProtocolLoop loop, ByteSink sink) {
    this.loop = loop;
    this.sink = sink;
  }

  void ping(CompletableFuture<Answer> answer, long nowNanos) {
    call(ServerMessage.Ping::new, answer, nowNanos);
  }

  void getVersion(CompletableFuture<Answer> answer, long nowNanos) {
    call(ServerMessage.GetVersion::new, answer, nowNanos);
  }

  /** Whether nothing waits for an answer. */
  boolean isDone() {
    return calls.isEmpty();
  }

  /** A response arrived; one that answers nothing of ours is dropped. */
  void answered(Response response, long nowNanos) {
    for (Call call : calls) {
      if (call.id().equals(response.id())) {
        calls.remove(call);
        Duration time = Duration.ofNanos(nowNanos - call.sentNanos());
        call.answer().complete(new Answer(response.text().orElse(""), time));
        return;
      }
    }
  }

  void tick(long nowNanos) {
    while (!calls.isEmpty() && nowNanos - calls.getFirst().sentNanos() >= PATIENCE_NANOS) {
      calls.removeFirst().answer().completeExceptionally(new TimeoutException("no answer"));
    }
  }

  /** The session is over. */
  void abandon() {
    while (!calls.isEmpty()) {
      calls
          .removeFirst()
          .answer()
          .completeExceptionally(new IllegalStateException("the session has ended"));
    }
  }

  private void call(
      Function<RequestId, ServerMessage> request, CompletableFuture<Answer> answer, long nowNanos) {
    if (calls.size() == PENDING_MAX) {
      answer.completeExceptionally(new IllegalStateException("16 requests wait for an answer"));
      return;
    }
    RequestId id = loop.nextCallId();
    calls.addLast(new Call(id, nowNanos, answer));
    loop.append(request.apply(id), sink);
  }
}
