package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.suite.Chapter;

/** How workers may be called, and what may stand in their passwords (SPEC H5, H6). */
public final class WorkerNames {
  private static final Outcome NOTIFY = Outcome.call("mining.notify");

  private WorkerNames() {}

  /** Adds its cases. */
  public static void describe(Chapter handshake) {
    passwords(handshake);
    difficultyInPassword(handshake);
    names(handshake);
  }

  private static void passwords(Chapter handshake) {
    password(handshake, "password-missing", "");
    password(handshake, "password-null", ",null");
    password(handshake, "password-number", ",123");
    handshake
        .should("password-of-600-characters")
        .source("SPEC H5; firmwares let people write anything")
        .requires("A long password is taken or refused, and the link is kept.")
        .by(
            probe -> {
              String params = Request.array(probe.target().user(), "p".repeat(600));
              Link link = probe.subscribed();
              link.ask("2", Request.of("2", "mining.authorize", params)).mustBe(TRUE, REFUSED);
              link.ask("3", probe.authorize("3")).mustBe(ANSWERED);
            });
  }

  /** Asks in the password, which nearly all miners leave to people. */
  private static void difficultyInPassword(Chapter handshake) {
    handshake
        .may("password-sets-difficulty")
        .source("SPEC H6; miningcore, btcpool, yiimp")
        .requires("A password of d=N makes N the difficulty.")
        .by(
            probe -> {
              Link link = probe.subscribed();
              link.ask("2", Request.authorize("2", probe.target().user(), "d=0.5")).mustBe(TRUE);
              link.call("mining.notify").mustBe(NOTIFY);
              String said = History.of(link.transcript()).calls("mining.set_difficulty").toString();
              Mismatch.unless(said.contains("[0.5]"), "set_difficulty [0.5]", said);
            });
  }

  private static void password(Chapter handshake, String slug, String rest) {
    handshake
        .should(slug)
        .source("SPEC H5; tools, and miners without a password")
        .requires("A password that is missing, null or a number is taken for one, or for none.")
        .accepts("a refusal; the link is kept")
        .by(
            probe -> {
              String params = "[" + Request.quoted(probe.target().user()) + rest + "]";
              Link link = probe.subscribed();
              link.ask("2", Request.of("2", "mining.authorize", params)).mustBe(TRUE, REFUSED);
              link.ask("3", probe.authorize("3")).mustBe(ANSWERED);
            });
  }

  private static void names(Chapter handshake) {
    name(handshake, "no-name", "[]");
    name(handshake, "empty-name", "[\"\",\"x\"]");
    name(handshake, "blank-name", "[\"   \",\"x\"]");
    name(handshake, "name-is-a-number", "[5,\"x\"]");
    name(handshake, "name-is-null", "[null,\"x\"]");
    handshake
        .must("name-of-1100-characters")
        .source("SPEC H5; cpuminer and BFGMiner take names of that length")
        .requires("A very long name is taken or refused, and harms nobody.")
        .accepts("true, an error, the end of the connection")
        .by(
            probe -> {
              probe
                  .subscribed()
                  .ask("2", Request.authorize("2", "n".repeat(1_100), "x"))
                  .mustBe(TRUE, REFUSED, CLOSED);
              probe.stillServes();
            });
  }

  private static void name(Chapter handshake, String slug, String params) {
    handshake
        .should(slug)
        .source("SPEC H5. datum takes everybody: it fails")
        .requires("An authorize without a name is refused.")
        .accepts("an error of any number, the end of the connection")
        .by(
            probe ->
                probe
                    .subscribed()
                    .ask("2", Request.of("2", "mining.authorize", params))
                    .mustBe(REFUSED, CLOSED));
  }
}
