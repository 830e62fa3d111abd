package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.OBJECT;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.math.BigDecimal;
import java.util.Set;

/** What a pool says yes to, and whether it keeps to it (SPEC C1, C4, C5). */
public final class Promises {
  private static final Set<String> ROLLING_ENTRIES =
      Set.of("version-rolling", "version-rolling.mask");

  /** Easy enough for a test chain, whose network difficulty bounds everything. */
  private static final BigDecimal TIMES_EASIER = BigDecimal.valueOf(4);

  private Promises() {}

  /** Adds its cases. */
  public static void describe(Chapter negotiation) {
    configured(negotiation);
    floors(negotiation);
    methods(negotiation);
  }

  private static void configured(Chapter negotiation) {
    negotiation
        .should("nothing-unasked")
        .source("SPEC C1; WhatsMiner, Bitaxe and Antminer read the reply member by member")
        .requires("The reply to configure has no entry for what nobody asked for.")
        .accepts("a pool that does not know configure is skipped")
        .by(
            probe -> {
              Seen reply = probe.connect().ask("1", Request.versionRolling("1", "ffffffff"));
              if (!OBJECT.holds().test(reply)) {
                throw new Skipped("the pool does not know configure");
              }
              JsonObject result = reply.get().result().getAsJsonObject();
              for (String entry : result.keySet()) {
                Mismatch.unless(
                    ROLLING_ENTRIES.contains(entry), "entries of version-rolling only", entry);
              }
            });
  }

  private static void floors(Chapter negotiation) {
    negotiation
        .may("minimum-difficulty-holds")
        .source("SPEC C1, C4, BIP310")
        .requires("A minimum difficulty that was granted is kept against an easier suggestion.")
        .accepts("a pool that does not grant one is skipped")
        .by(
            probe -> {
              BigDecimal floor = floor(probe);
              Link link = probe.connect();
              String value = "{\"minimum-difficulty.value\":" + floor.toPlainString() + "}";
              String params = "[[\"minimum-difficulty\"]," + value + "]";
              Seen reply = link.ask("3", Request.of("3", "mining.configure", params));
              if (!OBJECT.holds().test(reply) || !isGranted(reply, "minimum-difficulty")) {
                throw new Skipped("the pool grants no minimum difficulty");
              }
              suggestEasier(probe, link);
              login(link, probe.target().user(), probe.target().password());
              firstDifficulty(link, floor);
            });
    negotiation
        .may("password-sets-floor")
        .source("SPEC H6, C4; btcpool, miningcore")
        .requires("A password of md=N is the least difficulty there will be.")
        .by(
            probe -> {
              BigDecimal floor = floor(probe);
              Link link = probe.connect();
              suggestEasier(probe, link);
              login(link, probe.target().user(), "md=" + floor.toPlainString());
              firstDifficulty(link, floor);
            });
  }

  private static void methods(Chapter negotiation) {
    negotiation
        .should("capabilities")
        .source("SPEC C5; BFGMiner and cgminer book an error as a rejected share")
        .requires("mining.capabilities is answered with true.")
        .accepts("no answer")
        .by(
            probe -> {
              String request = Request.of("3", "mining.capabilities", "[{\"notify\":[]}]");
              Link link = probe.loggedIn().say(request);
              link.answer("3", probe.patience()).mustBe(TRUE, SILENCE);
            });
  }

  private static BigDecimal floor(Probe probe) {
    if (probe.target().suggestedDifficulty().isEmpty()) {
      throw new Skipped("no difficulty to suggest");
    }
    return new BigDecimal(probe.target().suggestedDifficulty()).multiply(TIMES_EASIER);
  }

  private static boolean isGranted(Seen reply, String code) {
    JsonElement said = reply.get().result().getAsJsonObject().get(code);
    return said instanceof JsonPrimitive yes && yes.isBoolean() && yes.getAsBoolean();
  }

  private static void suggestEasier(Probe probe, Link link) {
    String params = "[" + probe.target().suggestedDifficulty() + "]";
    link.say(Request.of("4", "mining.suggest_difficulty", params));
  }

  private static void login(Link link, String user, String password) {
    link.ask("1", Request.subscribe("1")).mustBe(SUBSCRIBED);
    link.ask("2", Request.authorize("2", user, password)).mustBe(TRUE);
  }

  private static void firstDifficulty(Link link, BigDecimal atLeast) {
    Seen said = link.call("mining.set_difficulty");
    said.mustBe(Outcome.call("mining.set_difficulty"));
    BigDecimal first = said.get().params().get(0).getAsBigDecimal();
    Mismatch.unless(
        first.compareTo(atLeast) >= 0,
        "a difficulty of at least " + atLeast.toPlainString(),
        said.get().line());
  }
}
