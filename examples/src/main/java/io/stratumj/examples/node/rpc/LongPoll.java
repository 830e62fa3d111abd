package io.stratumj.examples.node.rpc;

import io.stratumj.core.template.BlockTemplate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A question for a template that the node answers when there is something new (BIP22). Closing it
 * hangs up. A node may keep a thread for a question it was asked until it has an answer, and has
 * few of them: ask the next one only when the last is answered or cannot be.
 */
public final class LongPoll implements AutoCloseable {
  private final Future<?> exchange;
  private final CompletableFuture<BlockTemplate> answer;

  LongPoll(Future<?> exchange, CompletableFuture<BlockTemplate> answer) {
    this.exchange = exchange;
    this.answer = answer;
  }

  /**
   * Completes with the template, or with a {@link NodeException} or {@link
   * io.stratumj.core.template.MalformedTemplateException}, on a thread of the client.
   */
  public CompletableFuture<BlockTemplate> answer() {
    return answer;
  }

  /** Hangs up. Idempotent. */
  @Override
  public void close() {
    exchange.cancel(true);
  }
}
