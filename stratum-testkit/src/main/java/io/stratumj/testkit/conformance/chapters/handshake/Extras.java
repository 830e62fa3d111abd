package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.RESULT;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.suite.Chapter;

/** Methods a pool may know besides the three (SPEC C3 to C5). */
public final class Extras {
  private static final Outcome PONG =
      Outcome.reply("\"pong\"", said -> said.result().toString().equals("\"pong\""));

  private Extras() {}

  /** Adds its cases. */
  public static void describe(Chapter negotiation) {
    extranonces(negotiation);
    suggestions(negotiation);
    others(negotiation);
  }

  private static void extranonces(Chapter negotiation) {
    negotiation
        .must("extranonce-subscribe")
        .source("SPEC C3; sgminer, cpuminer, NiceHash. sgminer leaves on an unusual error")
        .requires("mining.extranonce.subscribe does not end the connection, before or after login.")
        .accepts("true, an error, no answer")
        .by(
            probe -> {
              Link link = probe.subscribed();
              String request = Request.of("3", "mining.extranonce.subscribe", "[]");
              link.say(request).answer("3", probe.patience()).mustBe(TRUE, REFUSED, SILENCE);
              link.ask("4", probe.authorize("4")).mustBe(TRUE);
              String again = Request.of("5", "mining.extranonce.subscribe", "[]");
              link.say(again).answer("5", probe.patience()).mustBe(TRUE, REFUSED, SILENCE);
            });
    negotiation
        .may("extranonce-subscribe-granted")
        .source("SPEC C3")
        .requires("mining.extranonce.subscribe is answered with true.")
        .by(
            probe ->
                probe
                    .loggedIn()
                    .ask("3", Request.of("3", "mining.extranonce.subscribe", "[]"))
                    .mustBe(TRUE));
  }

  private static void suggestions(Chapter negotiation) {
    suggestion(negotiation, "suggest-integer", "[1024]", "cgminer, Bitaxe");
    suggestion(negotiation, "suggest-fraction", "[0.00015]", "NerdMiner");
    suggestion(negotiation, "suggest-text", "[\"512\"]", "firmwares");
    wrongSuggestion(negotiation, "suggest-zero", "[0]");
    wrongSuggestion(negotiation, "suggest-negative", "[-1]");
    wrongSuggestion(negotiation, "suggest-infinite", "[1e999]");
    wrongSuggestion(negotiation, "suggest-nothing", "[]");
    wrongSuggestion(negotiation, "suggest-null", "[null]");
    wrongSuggestion(negotiation, "suggest-word", "[\"NaN\"]");
    negotiation
        .should("suggest-before-subscribe")
        .source("SPEC H1, C4; stratehm's proxy, with id 0. ckpool closes: it fails")
        .requires("A suggestion before subscribe does not stop the login.")
        .accepts("an answer to it, or none")
        .by(
            probe -> {
              Link link = probe.connect();
              link.say(Request.of("0", "mining.suggest_difficulty", "[16]"));
              link.ask("1", Request.subscribe("1")).mustBe(SUBSCRIBED);
            });
    negotiation
        .should("suggest-flood")
        .source("SPEC D3; NerdMiner and CPU miners suggest again and again")
        .requires("Twenty suggestions at once do not bring twenty jobs.")
        .by(
            probe -> {
              Link link = probe.rig().link();
              String line = Request.of("6", "mining.suggest_difficulty", "[%d]");
              for (int i = 1; i <= 20; i++) {
                link.say(line.formatted(i));
              }
              int jobs = 0;
              while (link.call("mining.notify", probe.quiet()).message().isPresent()) {
                jobs++;
                Mismatch.unless(jobs <= 5, "at most 5 jobs", "more");
              }
            });
    negotiation
        .should("suggest-target")
        .source("SPEC C4; BFGMiner")
        .requires("mining.suggest_target is answered or ignored, and the link is kept.")
        .accepts("true, an error, no answer")
        .by(
            probe -> {
              Link link = probe.subscribed();
              String target = "[\"00000000ffff" + "0".repeat(52) + "\"]";
              link.say(Request.of("3", "mining.suggest_target", target));
              link.answer("3", probe.patience()).mustBe(TRUE, REFUSED, SILENCE);
              link.say(Request.of("4", "mining.suggest_target", "[\"no target\"]"));
              link.answer("4", probe.patience()).mustBe(ANSWERED, SILENCE);
              link.ask("5", probe.authorize("5")).mustBe(TRUE);
            });
  }

  private static void others(Chapter negotiation) {
    negotiation
        .should("get-transactions")
        .source("SPEC C5; BFGMiner asks with ids of text")
        .requires("mining.get_transactions is answered with a result or an error.")
        .accepts("a list, ckpool's count, an error of any shape")
        .by(
            probe ->
                probe
                    .loggedIn()
                    .ask(
                        "\"txlist1\"",
                        Request.of("\"txlist1\"", "mining.get_transactions", "[\"1\"]"))
                    .mustBe(RESULT, REFUSED));
    negotiation
        .may("ping")
        .source("SPEC C5; yiimp")
        .requires("mining.ping is answered with pong.")
        .by(probe -> probe.loggedIn().ask("3", Request.of("3", "mining.ping", "[]")).mustBe(PONG));
    negotiation
        .should("multi-version")
        .source("SPEC C5; Antminer books an error as a rejected share. yiimp says false: it fails")
        .requires("mining.multi_version is answered with true.")
        .accepts("no answer")
        .by(
            probe -> {
              Link link = probe.loggedIn().say(Request.of("3", "mining.multi_version", "[1]"));
              link.answer("3", probe.patience()).mustBe(TRUE, SILENCE);
            });
    negotiation
        .should("agent-capabilities")
        .source("SPEC F8; btcagent waits 15 s for any line")
        .requires("agent.get_capabilities gets some answer.")
        .accepts("an error of any shape")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("\"conf\"", Request.of("\"conf\"", "agent.get_capabilities", "[]"))
                    .mustBe(ANSWERED));
  }

  private static void suggestion(Chapter negotiation, String slug, String params, String who) {
    negotiation
        .should(slug)
        .source("SPEC C4; " + who + ". cgminer books anything but true as a rejected share")
        .requires("The suggestion " + params + " is answered with true.")
        .accepts("no answer")
        .by(
            probe -> {
              Link link =
                  probe.subscribed().say(Request.of("3", "mining.suggest_difficulty", params));
              link.answer("3", probe.patience()).mustBe(TRUE, SILENCE);
              link.ask("4", probe.authorize("4")).mustBe(TRUE);
            });
  }

  private static void wrongSuggestion(Chapter negotiation, String slug, String params) {
    negotiation
        .must(slug)
        .source("SPEC C4")
        .requires("The suggestion " + params + " harms nobody: the login goes on.")
        .accepts("true, an error, no answer")
        .by(
            probe -> {
              Link link =
                  probe.subscribed().say(Request.of("3", "mining.suggest_difficulty", params));
              Seen seen = link.answer("3", probe.patience());
              seen.mustBe(ANSWERED, SILENCE);
              link.ask("4", probe.authorize("4")).mustBe(TRUE);
            });
  }
}
