package io.stratumj.testkit.conformance.chapters;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many connections, rude ones, and patience (SPEC H8, L). */
final class Limits {
  private static final int CONNECTIONS = 50;
  private static final int FLOOD = 500;
  private static final Duration FIRST_LINE = Duration.ofSeconds(95);
  private static final Duration LOGIN = Duration.ofSeconds(130);
  private static final Duration SLOW_LOGIN = Duration.ofSeconds(29);
  private static final Duration QUIET_MINER = Duration.ofSeconds(150);

  private Limits() {}

  static void describe(Chapter limits) {
    crowds(limits);
    neighbours(limits);
    floods(limits);
    patience(limits);
  }

  private static void crowds(Chapter limits) {
    limits
        .must("ten-logins-in-a-row")
        .source("SPEC L4; NerdMiner comes again at once, rental checks hundreds of times an hour")
        .requires("Ten connections one after the other from one address are all served.")
        .by(
            probe -> {
              for (int i = 0; i < 10; i++) {
                probe.loggedIn().close();
              }
            });
    limits
        .should("fifty-connections")
        .source("SPEC L1; farms behind one address")
        .requires("Fifty connections at the same time from one address are all served.")
        .by(
            probe -> {
              List<Link> links = new ArrayList<>();
              for (int i = 0; i < CONNECTIONS; i++) {
                links.add(probe.connect().say(Request.subscribe("1")));
              }
              links.forEach(link -> link.answer("1").mustBe(SUBSCRIBED));
            });
  }

  private static void neighbours(Chapter limits) {
    limits
        .must("rude-neighbour")
        .source("SPEC L7")
        .requires("What one connection does wrong is not felt by another.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              probe.connect().sayRaw("{{{{\n".repeat(20)).close();
              probe.connect().sayRaw(new byte[5_000]).close();
              rig.submit(rig.mine().forJob("fffffff0")).mustBe(REFUSED);
            });
    limits
        .must("reader-who-stops")
        .source("SPEC L2")
        .requires("A connection that reads nothing does not stop the others.")
        .by(
            probe -> {
              Link deaf = probe.loggedIn();
              String line = Request.of("5", "mining.nobody_knows_this", "[]") + "\n";
              for (int i = 0; i < 20; i++) {
                deaf.sayRaw(line.repeat(FLOOD));
              }
              probe.stillServes();
            });
  }

  private static void floods(Chapter limits) {
    limits
        .should("flood-of-requests")
        .source("SPEC F5, L4")
        .requires("Five hundred requests in one write are all answered.")
        .accepts("the end of the connection, by a limit of the pool's")
        .by(
            probe -> {
              String[] lines = new String[FLOOD];
              for (int i = 0; i < FLOOD; i++) {
                lines[i] = unknownJob(probe, Integer.toString(i + 10));
              }
              Link link = probe.loggedIn().say(lines);
              link.answer(Integer.toString(FLOOD + 9)).mustBe(ANSWERED, CLOSED);
            });
    limits
        .may("denials-end-the-link")
        .source("SPEC H5")
        .requires("Who guesses workers is not listened to for ever.")
        .by(
            probe -> {
              String worker =
                  probe
                      .target()
                      .refusedUser()
                      .orElseThrow(
                          () ->
                              new io.stratumj.testkit.conformance.probe.Skipped(
                                  "needs --refused-user"));
              Link link = probe.subscribed();
              for (int i = 0; i < 50; i++) {
                link.say(Request.authorize(Integer.toString(i + 10), worker, "guess" + i));
              }
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
            });
    limits
        .may("many-workers")
        .source("SPEC H5, L1")
        .requires("A hundred workers on one link are answered, each with true or an error.")
        .by(
            probe -> {
              Link link = probe.loggedIn();
              String account = probe.target().user().split("\\.", 2)[0];
              for (int i = 0; i < 100; i++) {
                String id = Integer.toString(i + 10);
                link.ask(id, Request.authorize(id, account + ".w" + i, "x")).mustBe(TRUE, REFUSED);
              }
            });
  }

  private static void patience(Chapter limits) {
    limits
        .should("slow-login")
        .source("SPEC H8; slow clients")
        .requires("Who has subscribed is not dropped within half a minute for not authorizing.")
        .by(
            probe -> {
              probe.slow(SLOW_LOGIN);
              probe.subscribed().next(SLOW_LOGIN).mustBe(SILENCE);
            });
    limits
        .must("quiet-miner")
        .source("SPEC H8; at a high difficulty a healthy miner finds no share for minutes")
        .requires("A miner with work that says nothing for two and a half minutes is kept.")
        .by(
            probe -> {
              probe.slow(QUIET_MINER);
              Rig rig = probe.rig();
              rig.link().untilClosed(QUIET_MINER).mustBe(SILENCE);
              rig.submit(rig.mine().forJob("fffffff0")).mustBe(REFUSED);
            });
    limits
        .should("silent-connection")
        .source("SPEC H8. Pools wait 10 to 90 s; NOMP and btcpool in part for ever")
        .requires("A connection that never says a word is closed within a minute and a half.")
        .by(
            probe -> {
              probe.slow(FIRST_LINE);
              probe.connect().untilClosed(FIRST_LINE).mustBe(CLOSED);
            });
    limits
        .should("endless-login")
        .source("SPEC H8. ckpool 60 s")
        .requires("A connection that subscribes and never authorizes is closed in two minutes.")
        .by(
            probe -> {
              probe.slow(LOGIN);
              probe.subscribed().untilClosed(LOGIN).mustBe(CLOSED);
            });
  }

  private static String unknownJob(Probe probe, String id) {
    String zeros = "00000000";
    return Request.of(
        id,
        "mining.submit",
        Request.array(probe.target().user(), "fffffff0", zeros + zeros, zeros, zeros));
  }
}
