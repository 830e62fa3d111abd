package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.ShareResult;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What listeners hear of a session and its shares, and what they cannot break. */
class SessionEventsTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"agent/7\"]}";
  private static final String TOKEN = "[0-9a-f]{32}";

  private final List<String> events = new ArrayList<>();
  private final List<ShareResult> results = new ArrayList<>();

  @Test
  void aLifeIsToldStepByStep() {
    Pool pool = pool(options -> options);
    Talk talk = new Talk(pool).say(SUBSCRIBE, authorize("stranger"), authorize("a"));
    talk.disconnect();
    assertEquals(
        List.of(
            "connected 1 [] -",
            "subscribed agent/7 1 [] 10000001",
            "denied stranger: unknown 1 [] 10000001",
            "authorized a 1 [a] 10000001",
            "difficulty 0.0000000001 1 [a] 10000001",
            "disconnected CLIENT_CLOSED 1 [a] 10000001"),
        events);
    assertEquals(List.of(), pool.faults);
  }

  @Test
  void aResumedSessionIsAnotherWithTheSameExtranonce() {
    Pool pool = pool(options -> options);
    Talk before = new Talk(pool).say(SUBSCRIBE, authorize("a"));
    String token = before.hear().get(0).replaceAll(".*\"(" + TOKEN + ")\".*", "$1");
    before.disconnect();
    events.clear();
    new Talk(pool).say(SUBSCRIBE.replace("\"agent/7\"", "\"agent/7\",\"" + token + "\""));
    assertEquals(List.of("connected 2 [] -", "subscribed agent/7 2 [] 10000001"), events);
  }

  @Test
  void aListenerThatThrowsIsReportedAndTheOthersHearTheSame() {
    Pool pool =
        pool(
            options ->
                options
                    .sessionListener(new Throwing())
                    .sessionListener(new Recorder())
                    .shareListener(
                        (result, id) -> {
                          throw new IllegalStateException("scripted");
                        })
                    .shareListener((result, id) -> results.add(result)));
    Talk talk = new Talk(pool).mining("a");
    assertEquals("connected 1 [] -", events.get(0));
    assertEquals("connected 1 [] -", events.get(1), "by the other one");
    talk.submit("a", "1", "0000000000000001", Pool.hex(1_700_000_001), "00000001");
    assertEquals(0, Talk.error(talk.hear().get(0)));
    assertEquals(2, results.size(), "by both that do not throw");
    assertTrue(
        pool.faults.contains("SessionListener: java.lang.IllegalStateException: scripted"),
        pool.faults.toString());
    assertTrue(
        pool.faults.contains("ShareListener: java.lang.IllegalStateException: scripted"),
        pool.faults.toString());
  }

  @Test
  void aShareThatCannotBeReadIsARefusedOne() {
    Pool pool = pool(options -> options);
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", "zz", Pool.hex(1_700_000_001), "00000001");
    assertEquals(20, Talk.error(talk.hear().get(0)));
    assertEquals(
        List.of(RejectReason.MALFORMED),
        results.stream().map(result -> ((ShareResult.Rejected) result).reason()).toList());
    talk.say("{\"id\":5,\"method\":\"mining.suggest_difficulty\",\"params\":[\"x\"]}");
    assertEquals(20, Talk.error(talk.hear().get(0)));
    assertEquals(1, results.size(), "and this was no share");
  }

  @Test
  void aCustomizerThatThrowsLeavesTheJobAsItIs() {
    Pool pool =
        pool(
            options ->
                options.jobCustomizer(
                    (job, session) -> {
                      throw new IllegalStateException("scripted");
                    }));
    List<String> heard = new Talk(pool).handshake("a").hear();
    assertEquals("mining.notify", Talk.method(heard.get(heard.size() - 1)));
    assertEquals(List.of("JobCustomizer: java.lang.IllegalStateException: scripted"), pool.faults);
  }

  private Pool pool(UnaryOperator<ProtocolBuilder> options) {
    return new Pool(
            (credentials, session) ->
                CompletableFuture.completedFuture(
                    credentials.worker().toString().equals("stranger")
                        ? Authorization.denied("unknown")
                        : Authorization.allowed()),
            builder ->
                options.apply(
                    builder
                        .sessionListener(new Recorder())
                        .shareListener((result, id) -> results.add(result))))
        .publish(Pool.job(1));
  }

  private static String authorize(String worker) {
    return "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + worker + "\",\"x\"]}";
  }

  /** Writes down what it hears, and who it was about. */
  private final class Recorder implements SessionListener {
    @Override
    public void connected(SessionInfo session) {
      note("connected", session);
    }

    @Override
    public void subscribed(SessionInfo session) {
      note("subscribed " + session.userAgent().orElse("-"), session);
    }

    @Override
    public void authorized(SessionInfo session, WorkerName worker) {
      note("authorized " + worker, session);
    }

    @Override
    public void denied(SessionInfo session, WorkerName worker, String reason) {
      note("denied " + worker + ": " + reason, session);
    }

    @Override
    public void difficultyChanged(SessionInfo session, Difficulty difficulty) {
      note("difficulty " + difficulty.toWire(), session);
    }

    @Override
    public void disconnected(SessionInfo session, DisconnectReason reason) {
      note("disconnected " + reason, session);
    }

    private void note(String event, SessionInfo session) {
      String place =
          session.extranonce().map(extranonce -> extranonce.extranonce1().toHex()).orElse("-");
      events.add(event + " " + session.id() + " " + session.workers() + " " + place);
    }
  }

  private static final class Throwing implements SessionListener {
    @Override
    public void connected(SessionInfo session) {
      throw new IllegalStateException("scripted");
    }
  }
}
