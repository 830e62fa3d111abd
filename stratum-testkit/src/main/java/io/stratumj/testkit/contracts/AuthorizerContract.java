package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.SessionInfo;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What the server relies on in an {@link Authorizer} (SPEC H5): it answers every name with a value,
 * from several event loops at once, and gives nothing away.
 */
public abstract class AuthorizerContract {
  private static final SessionInfo SESSION =
      new SessionInfo(
          1,
          new InetSocketAddress("192.0.2.7", 4444),
          Optional.of("contract/1.0"),
          Optional.empty(),
          List.of());

  /** For subclasses. */
  protected AuthorizerContract() {}

  /** The authorizer. */
  protected abstract Authorizer openAuthorizer() throws Exception;

  /** Credentials that are to be let in. */
  protected abstract Credentials known();

  /**
   * Credentials that are not, with a password; empty if everybody is let in.
   *
   * @see #credentials
   */
  protected abstract Optional<Credentials> unknown();

  /** Credentials without wishes about difficulty. */
  protected static Credentials credentials(String worker, String password) {
    return new Credentials(new WorkerName(worker), password, Optional.empty(), Optional.empty());
  }

  /** H5. */
  @Test
  public final void knownWorkerIsAllowed() throws Exception {
    assertInstanceOf(
        Authorization.Allowed.class,
        answer(openAuthorizer(), known()),
        "this worker was to be let in; denied miners go to another pool");
  }

  /** H5: a denial is a value; a failed stage would be logged as a fault of yours. */
  @Test
  public final void unknownWorkerIsDeniedWithAReasonThatKeepsThePassword() throws Exception {
    if (unknown().isEmpty()) {
      return;
    }
    Credentials stranger = unknown().get();
    Authorization answer = answer(openAuthorizer(), stranger);
    assertInstanceOf(
        Authorization.Denied.class,
        answer,
        "a stranger was let in: say Authorization.denied(reason)");
    String reason = ((Authorization.Denied) answer).reason();
    assertFalse(reason.isBlank(), "the reason is for your log: say what was wrong");
    assertFalse(
        !stranger.password().isEmpty() && reason.contains(stranger.password()),
        "the reason goes to logs, where no password belongs");
  }

  /** H5: miners authorize again with every reconnect. */
  @Test
  public final void answerIsTheSameEveryTime() throws Exception {
    Authorizer authorizer = openAuthorizer();
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(
          Authorization.Allowed.class,
          answer(authorizer, known()),
          "let in once, a miner must be let in again: it authorizes at every reconnect");
    }
  }

  /** Authorizers are called on every event loop. */
  @Test
  public final void answersManyThreadsAtOnce() throws Exception {
    Authorizer authorizer = openAuthorizer();
    Callable<Authorization> call = () -> answer(authorizer, known());
    for (Authorization answer : Stages.atOnce(Collections.nCopies(8, call))) {
      assertInstanceOf(
          Authorization.Allowed.class,
          answer,
          "an authorizer is called by several threads at once");
    }
  }

  /** Names and passwords are a stranger's. */
  @Test
  public final void everyNameIsAnswered() throws Exception {
    Authorizer authorizer = openAuthorizer();
    for (String name :
        List.of("'; drop table users; --", "₿".repeat(255), "a\u0000b", "*)(uid=*", "../../etc")) {
      Authorization answer = answer(authorizer, credentials(name, name));
      assertInstanceOf(Authorization.class, answer, "null is no answer");
    }
  }

  private static Authorization answer(Authorizer authorizer, Credentials credentials) {
    return Stages.valueOf(
        authorizer.authorize(credentials, SESSION),
        "whatever a miner sends, the answer is Allowed or Denied within 10 s");
  }
}
