package io.stratumj.testkit.conformance.chapters.framing;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.math.BigDecimal;

/** Ids of requests, and requests without one (SPEC F4). */
public final class Ids {
  private static final String SUBSCRIBE = Request.subscribe("1");

  private Ids() {}

  /** Adds its cases. */
  public static void describe(Chapter envelope) {
    ids(envelope);
    notifications(envelope);
  }

  private static void ids(Chapter envelope) {
    echoed(envelope, "id-zero", "0", "cgminer, Antminer and ckpool as a proxy begin with 0");
    echoed(envelope, "id-text", "\"auth\"", "BFGMiner and btcagent use strings");
    echoed(envelope, "id-six-digits", "183506", "Antminer and WhatsMiner count on");
    echoed(envelope, "id-beyond-32-bits", "4294967297", "firmwares with 64-bit counters");
    echoed(envelope, "id-two-to-53", "9007199254740992", "a double must not get in between");
    exact(envelope, "id-negative", "-7");
    exact(envelope, "id-fraction", "1.0");
    exact(envelope, "id-exponent", "1e2");
    exact(envelope, "id-twenty-digits", "12345678901234567890");
    exact(envelope, "id-empty-text", "\"\"");
    exact(envelope, "id-escaped-text", "\"a\\\"b\"");
    unusable(envelope, "id-object", "{\"a\":1}");
    unusable(envelope, "id-array", "[1]");
    unusable(envelope, "id-boolean", "true");
    unusable(envelope, "id-of-2000-bytes", "\"" + "i".repeat(2_000) + "\"");
  }

  private static void notifications(Chapter envelope) {
    unanswered(
        envelope, "null-id-suggestion", "mining.suggest_target", "[\"" + "f".repeat(64) + "\"]");
    unanswered(envelope, "null-id-capabilities", "mining.capabilities", "[{\"notify\":[]}]");
    unanswered(envelope, "null-id-unknown", "mining.nobody_knows_this", "[]");
    envelope
        .should("no-id-at-all")
        .source("SPEC F4; tools")
        .requires("A request without id member is not answered.")
        .by(
            probe -> {
              Link link = probe.connect();
              link.say("{\"method\":\"mining.suggest_difficulty\",\"params\":[1]}", SUBSCRIBE);
              link.next().mustBe(SUBSCRIBED);
            });
    envelope
        .should("null-id-is-acted-upon")
        .source("SPEC F4; observed: para acts on suggestions without answering")
        .requires("A notification is acted upon like a request.")
        .accepts("a reply with id null")
        .by(
            probe -> {
              Link link = probe.subscribed().say(probe.authorize("null"));
              link.call("mining.notify").mustBe(Outcome.call("mining.notify"));
            });
  }

  private static void echoed(Chapter envelope, String slug, String id, String who) {
    envelope
        .must(slug)
        .source("SPEC F4; " + who)
        .requires("The id " + id + " comes back in value and type.")
        .by(probe -> probe.connect().ask(id, Request.subscribe(id)).mustBe(SUBSCRIBED));
  }

  private static void exact(Chapter envelope, String slug, String id) {
    envelope
        .should(slug)
        .source("SPEC F4")
        .requires("The id " + id + " is echoed as it was written.")
        .accepts("the same value spelled otherwise; an error with id null")
        .by(
            probe ->
                probe
                    .connect()
                    .say(Request.subscribe(id))
                    .next()
                    .mustBe(
                        Outcome.replyTo(id),
                        Outcome.reply("the same value", m -> sameValue(m.id(), id)),
                        Outcome.reply(
                            "an error with id null", m -> m.isRefusal() && m.id().equals("null"))));
  }

  private static boolean sameValue(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException text) {
      return false;
    }
  }

  private static void unusable(Chapter envelope, String slug, String id) {
    envelope
        .should(slug)
        .source("SPEC F4")
        .requires("An id that is neither a short number nor a short text harms nobody.")
        .accepts("an error with id null, the id echoed, silence, the end of the connection")
        .by(
            probe -> {
              probe
                  .connect()
                  .say(Request.subscribe(id))
                  .next(probe.quiet())
                  .mustBe(
                      Outcome.reply("an error with id null", m -> m.id().equals("null")),
                      Outcome.replyTo(id),
                      SILENCE,
                      CLOSED);
              probe.stillServes();
            });
  }

  private static void unanswered(Chapter envelope, String slug, String method, String params) {
    envelope
        .must(slug)
        .source("SPEC F4; BFGMiner takes the next line for the reply to subscribe")
        .requires("A request with id null is not answered: the next line is the subscribe reply.")
        .by(
            probe -> {
              Link link = probe.connect().say(Request.of("null", method, params), SUBSCRIBE);
              link.next().mustBe(SUBSCRIBED);
            });
  }
}
