package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a pool can do to live sessions (SPEC C3, C5): list them, ask them, tell them, move them, end
 * them. Sessions are named by {@link SessionInfo#id()}.
 *
 * <p><em>Thread-safe.</em> Every method returns at once; the work is done on the sessions' loops,
 * and stages complete there, so what is chained to them must not block. A stage fails with {@link
 * NoSuchElementException} if there is no such session, and with {@link IllegalStateException} if
 * the session is not subscribed and authorized yet: many miners fail their login when they hear
 * something unknown before.
 */
public final class Sessions {
  private static final int PORT_MAX = 65_535;

  private final StratumProtocol protocol;
  private final Set<String> reconnectHosts;

  Sessions(StratumProtocol protocol, Set<String> reconnectHosts) {
    this.protocol = protocol;
    this.reconnectHosts = reconnectHosts;
  }

  /** Snapshots of all live sessions, in no order. */
  public CompletionStage<List<SessionInfo>> list() {
    ConcurrentLinkedQueue<SessionInfo> infos = new ConcurrentLinkedQueue<>();
    CompletableFuture<List<SessionInfo>> listed = new CompletableFuture<>();
    onEveryLoop(
        loop -> loop.live().forEach(session -> infos.add(session.info())),
        () -> listed.complete(List.copyOf(infos)));
    return listed;
  }

  /** Shows a text on every miner that can ({@code client.show_message}). */
  public void showMessage(String text) {
    Objects.requireNonNull(text, "text");
    everywhere(session -> session.tell(new ServerMessage.ShowMessage(text)));
  }

  /** Shows a text on one miner. */
  public CompletionStage<Void> showMessage(long sessionId, String text) {
    Objects.requireNonNull(text, "text");
    return withSession(
        sessionId,
        (session, done) -> {
          session.tell(new ServerMessage.ShowMessage(text));
          done.complete(null);
        });
  }

  /** Asks every miner to connect anew to where it is connected now ({@code client.reconnect}). */
  public void reconnect() {
    everywhere(session -> session.tell(ServerMessage.Reconnect.HERE));
  }

  /** Asks one miner to connect anew to where it is connected now. */
  public CompletionStage<Void> reconnect(long sessionId) {
    return withSession(
        sessionId,
        (session, done) -> {
          session.tell(ServerMessage.Reconnect.HERE);
          done.complete(null);
        });
  }

  /**
   * Asks one miner to connect somewhere else. Some firmwares never do: close the session yourself
   * after a while.
   *
   * @param host one of the hosts the protocol was built with
   * @throws IllegalArgumentException if it is not, or the port or the wait is out of range
   */
  public CompletionStage<Void> reconnect(long sessionId, String host, int port, Duration wait) {
    if (!reconnectHosts.contains(host)) {
      throw new IllegalArgumentException(
          "host is not among the configured reconnect hosts: " + host);
    }
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("port is not in 1..65535: " + port);
    }
    int seconds = Math.toIntExact(wait.toSeconds());
    if (seconds < 0) {
      throw new IllegalArgumentException("wait is negative: " + wait);
    }
    return withSession(
        sessionId,
        (session, done) -> {
          session.tell(new ServerMessage.Reconnect(host, port, seconds));
          done.complete(null);
        });
  }

  /** Asks a miner for a sign of life ({@code mining.ping}); completes with the time it took. */
  public CompletionStage<Duration> ping(long sessionId) {
    return this.<ServerCalls.Answer>withSession(
            sessionId, (session, done) -> session.calls().ping(done, session.loop().now()))
        .thenApply(ServerCalls.Answer::time);
  }

  /**
   * Asks a miner for its version ({@code client.get_version}). The text is the miner's own, escaped
   * and cut.
   */
  public CompletionStage<String> version(long sessionId) {
    return this.<ServerCalls.Answer>withSession(
            sessionId, (session, done) -> session.calls().getVersion(done, session.loop().now()))
        .thenApply(ServerCalls.Answer::text);
  }

  /**
   * Gives a session another extranonce1, with a clean job; jobs it has stay valid under the old
   * one.
   *
   * @return false if the miner never said that it understands {@code mining.set_extranonce}, or
   *     there is no extranonce left
   */
  public CompletionStage<Boolean> changeExtranonce(long sessionId) {
    return withSession(sessionId, (session, done) -> done.complete(changeExtranonce(session)));
  }

  /** Ends a session, after everything it was sent. */
  public CompletionStage<Void> close(long sessionId) {
    return withSession(
        sessionId,
        (session, done) -> {
          session.close(DisconnectReason.CLOSED_BY_POOL);
          done.complete(null);
        },
        session -> true);
  }

  private static boolean changeExtranonce(Session session) {
    ProtocolLoop loop = session.loop();
    return loop.subscriptions().changeExtranonce(session, loop.now());
  }

  private void everywhere(Consumer<Session> action) {
    onEveryLoop(
        loop ->
            loop.live()
                .forEach(
                    session -> {
                      if (session.isEstablished()) {
                        action.accept(session);
                      }
                    }),
        () -> {});
  }

  private <T> CompletionStage<T> withSession(
      long sessionId, BiConsumer<Session, CompletableFuture<T>> action) {
    return withSession(sessionId, action, Session::isEstablished);
  }

  private <T> CompletionStage<T> withSession(
      long sessionId, BiConsumer<Session, CompletableFuture<T>> action, Predicate<Session> ready) {
    CompletableFuture<T> done = new CompletableFuture<>();
    AtomicInteger found = new AtomicInteger();
    onEveryLoop(
        loop ->
            loop.live()
                .byId(sessionId)
                .ifPresent(
                    session -> {
                      found.incrementAndGet();
                      if (ready.test(session)) {
                        attempt(() -> action.accept(session, done), done);
                      } else {
                        done.completeExceptionally(
                            new IllegalStateException(
                                "session " + sessionId + " has not completed its handshake"));
                      }
                    }),
        () -> {
          if (found.get() == 0) {
            done.completeExceptionally(new NoSuchElementException("no live session " + sessionId));
          }
        });
    return done;
  }

  private static void attempt(Runnable action, CompletableFuture<?> done) {
    try {
      action.run();
    } catch (RuntimeException thrown) {
      done.completeExceptionally(thrown);
    }
  }

  /** Runs an action on every loop, and something after the last has. */
  private void onEveryLoop(Consumer<ProtocolLoop> action, Runnable afterwards) {
    List<ProtocolLoop> loops = protocol.loops();
    AtomicInteger left = new AtomicInteger(loops.size());
    Runnable oneLess =
        () -> {
          if (left.decrementAndGet() == 0) {
            afterwards.run();
          }
        };
    if (loops.isEmpty()) {
      afterwards.run();
    }
    for (ProtocolLoop loop : loops) {
      boolean taken =
          loop.execute(
              () -> {
                try {
                  action.accept(loop);
                } finally {
                  oneLess.run();
                }
              });
      if (!taken) {
        oneLess.run();
      }
    }
  }
}
