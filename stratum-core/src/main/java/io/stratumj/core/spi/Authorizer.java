package io.stratumj.core.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Decides who may mine. There is no default: a server cannot be built without one.
 *
 * <p>Called on the session's loop, so it must return at once; the stage may complete on any thread.
 * A throw, a failed stage, and a stage that is not complete within the limit (10 s) deny.
 */
@FunctionalInterface
public interface Authorizer {
  /**
   * Decides about one worker.
   *
   * @param credentials what the miner sent
   * @param session where it came from
   */
  CompletionStage<Authorization> authorize(Credentials credentials, SessionInfo session);

  /** Lets everybody mine: for tests, and for pools where the name is the payout address. */
  static Authorizer acceptAll() {
    CompletionStage<Authorization> allowed =
        CompletableFuture.completedStage(Authorization.allowed());
    return (credentials, session) -> allowed;
  }

  /**
   * Runs a blocking decision on an executor, which the caller keeps owning.
   *
   * @param executor where {@code decision} runs, for example with as many threads as the database
   *     has connections
   */
  static Authorizer blocking(Executor executor, Function<Credentials, Authorization> decision) {
    return (credentials, session) ->
        CompletableFuture.supplyAsync(() -> decision.apply(credentials), executor);
  }
}
