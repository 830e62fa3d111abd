package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.List;
import java.util.Set;

/** Authorize, and the work that begins with it (SPEC H1, H2, H5). */
public final class Authorizing {
  private static final Outcome NOTIFY = Outcome.call("mining.notify");
  private static final Set<String> SAFE_WHILE_WAITING =
      Set.of("mining.set_difficulty", "mining.notify", "client.show_message", "client.get_version");

  private Authorizing() {}

  /** Adds its cases. */
  public static void describe(Chapter handshake) {
    order(handshake);
    workers(handshake);
    refusals(handshake);
    firstWork(handshake);
  }

  private static void order(Chapter handshake) {
    handshake
        .must("authorize")
        .source("SPEC H5")
        .requires("A worker whom the pool knows is authorized: result true, error null.")
        .by(probe -> probe.subscribed().ask("2", probe.authorize("2")).mustBe(TRUE));
    handshake
        .should("authorize-first")
        .source("SPEC H1; old firmwares. btcpool, para, ckpool want subscribe first")
        .requires("Authorize may come before subscribe: it is answered, and the link is kept.")
        .accepts("true, or an error")
        .by(
            probe -> {
              Link link = probe.connect();
              link.ask("1", probe.authorize("1")).mustBe(TRUE, REFUSED);
              link.ask("2", Request.subscribe("2")).mustBe(SUBSCRIBED);
            });
    handshake
        .should("work-after-authorize-first")
        .source("SPEC H1, H2")
        .requires("Work comes when both are done, whichever was first.")
        .by(
            probe -> {
              Link link = probe.connect().say(probe.authorize("1"), Request.subscribe("2"));
              link.answer("2").mustBe(SUBSCRIBED);
              link.call("mining.notify").mustBe(NOTIFY);
            });
    handshake
        .must("no-work-before-subscribe")
        .source("SPEC H2; BFGMiner gives up")
        .requires(
            "An authorize before subscribe brings no work: nothing precedes subscribe's reply.")
        .accepts("true, an error or silence for the authorize")
        .by(
            probe -> {
              Link link = probe.connect().say(probe.authorize("1"));
              link.answer("1", probe.patience()).mustBe(TRUE, REFUSED, SILENCE);
              link.next(probe.quiet()).mustBe(SILENCE);
            });
    handshake
        .must("pipelined-handshake")
        .source("SPEC H1, F5; Bitaxe and NerdQAxe send all at once")
        .requires("Configure, subscribe and authorize in one packet are answered in that order.")
        .accepts("no answer to configure by a pool that does not know it")
        .by(Authorizing::pipelined);
  }

  private static void pipelined(Probe probe) {
    Link link =
        probe
            .connect()
            .say(
                Request.versionRolling("1", "ffffffff"),
                Request.subscribe("2"),
                probe.authorize("3"));
    var first = link.next().mustBe(Outcome.replyTo("1"), SUBSCRIBED);
    if (!SUBSCRIBED.holds().test(first)) {
      // Some pools say the mask at once.
      var second = link.next();
      if (second.isCall("mining.set_version_mask")) {
        second = link.next();
      }
      second.mustBe(SUBSCRIBED);
    }
    link.answer("3").mustBe(TRUE);
  }

  private static void workers(Chapter handshake) {
    handshake
        .should("second-worker")
        .source("SPEC H5; proxies authorize many workers on one link")
        .requires("A second worker of the same user is authorized, too.")
        .accepts("nothing else. Pools with one worker for a link fail")
        .by(
            probe ->
                probe
                    .loggedIn()
                    .ask(
                        "3",
                        Request.authorize("3", probe.secondWorker(), probe.target().password()))
                    .mustBe(TRUE));
    handshake
        .should("same-worker-again")
        .source("SPEC H5; proxies. yiimp closes, ckpool says nothing")
        .requires("To authorize a worker a second time changes nothing and is answered with true.")
        .by(probe -> probe.loggedIn().ask("3", probe.authorize("3")).mustBe(TRUE));
  }

  private static void refusals(Chapter handshake) {
    handshake
        .must("refused-worker")
        .source("SPEC H5; Bitaxe and NerdMiner stay connected")
        .requires("A worker whom the pool does not let in gets an error.")
        .accepts("an error of any number, result false; the end of the connection after it")
        .by(probe -> probe.subscribed().ask("2", refused(probe, "2")).mustBe(REFUSED));
    handshake
        .should("retry-after-refusal")
        .source("SPEC H5. miningcore closes and bans for 10 s: it fails")
        .requires("Who was refused may try again.")
        .by(
            probe -> {
              Link link = probe.subscribed();
              link.ask("2", refused(probe, "2")).mustBe(REFUSED);
              link.ask("3", probe.authorize("3")).mustBe(TRUE);
            });
    handshake
        .must("no-work-for-the-refused")
        .source("SPEC H2, H5")
        .requires("A worker who was refused cannot submit.")
        .by(
            probe -> {
              Link link = probe.subscribed();
              String line = refused(probe, "2");
              link.ask("2", line).mustBe(REFUSED);
              String worker = probe.target().refusedUser().orElseThrow();
              link.ask("3", Request.of("3", "mining.submit", submit(worker)))
                  .mustBe(REFUSED, CLOSED);
            });
  }

  private static void firstWork(Chapter handshake) {
    handshake
        .must("difficulty-and-work")
        .source("SPEC H2; every miner waits for it")
        .requires("After the login come mining.set_difficulty and mining.notify.")
        .accepts("before the reply to authorize, or after it")
        .by(
            probe -> {
              Link link = probe.loggedIn();
              link.call("mining.notify").mustBe(NOTIFY);
              Mismatch.unless(
                  !History.of(link.transcript()).calls("mining.set_difficulty").isEmpty(),
                  "mining.set_difficulty before the first mining.notify",
                  "none");
            });
    handshake
        .should("first-work-is-clean")
        .source("SPEC H2; NerdQAxe and others drop nothing otherwise")
        .requires("The first job of a session has clean_jobs true.")
        .accepts("nothing else. miningcore and NOMP may send false: they fail")
        .by(
            probe ->
                Mismatch.unless(probe.rig().work().clean(), "true as the last parameter", "false"));
    handshake
        .must("safe-pushes-while-authorizing")
        .source("cpuminer and cgminer fail on anything else before the reply to authorize")
        .requires(
            "Between authorize and its reply come only difficulty, work, messages or a request"
                + " for the version.")
        .watching(history -> safeWhileWaiting(history));
    handshake
        .must("no-difficulty-of-zero")
        .source("SPEC D1; cpuminer and cgminer fail to log in on a difficulty of 0")
        .requires("A difficulty is a JSON number greater than zero.")
        .watching(
            history ->
                history
                    .calls("mining.set_difficulty")
                    .forEach(
                        said ->
                            Mismatch.unless(
                                said.params().size() >= 1
                                    && said.params().get(0).isJsonPrimitive()
                                    && said.params().get(0).getAsJsonPrimitive().isNumber()
                                    && said.params().get(0).getAsBigDecimal().signum() > 0,
                                "a number greater than zero",
                                said.line())));
  }

  private static void safeWhileWaiting(History history) {
    List<History.Event> events = history.events();
    for (int i = 0; i < events.size(); i++) {
      History.Event event = events.get(i);
      if (event.fromPool() || !event.isCall("mining.authorize")) {
        continue;
      }
      String id = event.message().orElseThrow().id();
      if (id.equals("null")) {
        return;
      }
      for (int j = i + 1; j < events.size() && !events.get(j).answers(id); j++) {
        History.Event between = events.get(j);
        boolean push = between.fromPool() && between.message().isPresent();
        String method = push ? between.message().orElseThrow().method() : "";
        Mismatch.unless(
            method.isEmpty() || SAFE_WHILE_WAITING.contains(method),
            "one of " + SAFE_WHILE_WAITING,
            between.line());
      }
      return;
    }
  }

  private static String refused(Probe probe, String id) {
    String worker =
        probe
            .target()
            .refusedUser()
            .orElseThrow(
                () ->
                    new Skipped(
                        "needs a worker whom the pool refuses; name one with --refused-user"));
    return Request.authorize(id, worker, "x");
  }

  private static String submit(String worker) {
    return Request.array(worker, "fffffff0", "0000000000000000", "00000000", "00000000");
  }
}
