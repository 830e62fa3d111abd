package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Subscribed;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Subscribe: what it takes and what it gives (SPEC H2 to H4). */
public final class Subscribing {
  private static final int CONNECTIONS = 20;
  private static final Duration QUICK = Duration.ofSeconds(1);

  private Subscribing() {}

  /** Adds its cases. */
  public static void describe(Chapter handshake) {
    silence(handshake);
    result(handshake);
    params(handshake);
    again(handshake);
    extranonces(handshake);
  }

  private static void silence(Chapter handshake) {
    handshake
        .must("nothing-before-subscribe")
        .source("SPEC H2; BFGMiner gives up, cpuminer finds no shares")
        .requires("The pool says nothing before it is asked.")
        .by(probe -> probe.connect().next(probe.quiet()).mustBe(SILENCE));
    handshake
        .must("subscribe-reply-first")
        .source("SPEC H2; cpuminer, BFGMiner, NerdMiner take the next line for the reply")
        .requires("The first line after a subscribe is its reply.")
        .by(
            probe -> {
              for (int i = 0; i < 5; i++) {
                probe.connect().say(Request.subscribe("1")).next().mustBe(SUBSCRIBED);
              }
            });
    handshake
        .must("subscribe-is-quick")
        .source("NerdMiner starts over when the reply takes longer than 1.2 s")
        .requires("The reply to subscribe comes within a second.")
        .by(probe -> probe.connect().say(Request.subscribe("1")).next(QUICK).mustBe(SUBSCRIBED));
  }

  private static void result(Chapter handshake) {
    handshake
        .must("result-is-nested")
        .source("SPEC H3; v2 translators read the pairs")
        .requires("The first element of the subscribe result is an array of pairs.")
        .by(
            probe -> {
              for (JsonElement pair : subscriptions(probe)) {
                Mismatch.unless(
                    pair instanceof JsonArray two && two.size() == 2,
                    "pairs of a method and an id",
                    pair.toString());
              }
            });
    named(handshake.must("names-notify"), "mining.notify", "cgminer, cpuminer, ckpool look for it");
    named(
        handshake.should("names-set-difficulty"),
        "mining.set_difficulty",
        "the original documents; ckpool and public-pool leave it out");
    handshake
        .must("extranonce1")
        .source("SPEC H3, H4; btcagent, cgminer, NiceHash")
        .requires("extranonce1 is 2 to 8 bytes in hex.")
        .by(
            probe -> {
              String extranonce1 = subscribe(probe).extranonce1();
              Mismatch.unless(
                  extranonce1.matches("([0-9a-fA-F]{2}){2,8}"), "2 to 8 bytes in hex", extranonce1);
            });
    handshake
        .should("extranonce1-in-small-letters")
        .source("SPEC H3; v2 translators")
        .requires("Hex the pool writes has small letters.")
        .by(
            probe -> {
              String extranonce1 = subscribe(probe).extranonce1();
              Mismatch.unless(extranonce1.matches("[0-9a-f]*"), "small letters", extranonce1);
            });
    handshake
        .must("extranonce2-size")
        .source("SPEC H4; cgminer needs 2 at least and submits nothing above 8")
        .requires("extranonce2 has 2 to 8 bytes.")
        .by(
            probe -> {
              int size = subscribe(probe).extranonce2Size();
              Mismatch.unless(size >= 2 && size <= 8, "2 to 8", Integer.toString(size));
            });
    handshake
        .should("extranonce2-size-for-all")
        .source("NerdMiner takes 2, 4 and 8, btcagent only 8, NiceHash 4 and more")
        .requires("extranonce2 has 4 or 8 bytes, which nearly all miners take.")
        .by(
            probe -> {
              int size = subscribe(probe).extranonce2Size();
              Mismatch.unless(size == 4 || size == 8, "4 or 8", Integer.toString(size));
            });
  }

  private static void params(Chapter handshake) {
    taken(handshake, "no-params", "[]", "cpuminer and slush's proxy");
    taken(handshake, "agent-only", "[\"cgminer/4.11.1\"]", "cgminer");
    taken(handshake, "null-session", "[\"bosminer/1.0\",null]", "Braiins OS");
    taken(
        handshake, "host-and-port", "[\"bosminer/1.0\",null,\"pool.example\",3333]", "Braiins OS");
    taken(handshake, "null-host", "[\"bosminer/1.0\",null,\"pool.example\",null]", "Braiins OS");
    taken(handshake, "odd-session", "[\"whatsminer/v1.0\",\"b08cf00d1\"]", "WhatsMiner");
    taken(
        handshake,
        "session-of-another-pool",
        "[\"bmminer\",\"ae6812eb4cd7735a302a8a9dd95cf71f\"]",
        "Antminer");
    taken(
        handshake, "session-of-300-characters", "[\"a\",\"" + "z".repeat(300) + "\"]", "firmwares");
    taken(handshake, "session-not-hex", "[\"a\",\"not a session\"]", "firmwares");
    taken(handshake, "time-and-code", "[\"a\",1700000000,\"c0ffee\"]", "NiceHash");
    taken(handshake, "agent-utf8", "[\"NerdOCTAXE-\u03b3/v1\"]", "NerdQAxe");
    taken(handshake, "agent-of-300-characters", "[\"" + "a".repeat(300) + "\"]", "LuxOS");
    taken(
        handshake, "agent-with-controls", "[\"a\\u0000\\u001b[31m|;\\n\"]", "NerdQAxe, attackers");
    handshake
        .should("params-of-other-types")
        .source("SPEC H3")
        .requires("Parameters of subscribe that have other types are ignored.")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("1", Request.of("1", "mining.subscribe", "[5,{},[],true]"))
                    .mustBe(SUBSCRIBED));
  }

  private static void again(Chapter handshake) {
    handshake
        .must("second-subscribe-keeps-extranonce")
        .source("SPEC H3; cpuminer subscribes again on the same connection")
        .requires("A second subscribe does not give another extranonce1: work is out already.")
        .accepts("a refusal; no answer (ckpool, datum). NOMP, miningcore, yiimp give another: fail")
        .by(
            probe -> {
              Link link = probe.connect();
              Subscribed first = Subscribed.of(link.ask("1", Request.subscribe("1")));
              link.say(Request.subscribe("2"));
              Seen second = link.answer("2", probe.patience());
              second.mustBe(SUBSCRIBED, REFUSED, SILENCE);
              if (SUBSCRIBED.holds().test(second)) {
                sameExtranonce(first, Subscribed.of(second));
              }
            });
    handshake
        .should("second-subscribe-answered")
        .source("SPEC H3; cpuminer waits for the reply")
        .requires("A second subscribe gets the same result again.")
        .by(
            probe -> {
              Link link = probe.connect();
              Subscribed first = Subscribed.of(link.ask("1", Request.subscribe("1")));
              sameExtranonce(first, Subscribed.of(link.ask("2", Request.subscribe("2"))));
            });
  }

  private static void extranonces(Chapter handshake) {
    handshake
        .must("extranonces-differ")
        .source("SPEC H4; two miners with one extranonce1 do the same work")
        .requires("No two live connections have the same extranonce1.")
        .by(
            probe -> {
              Set<String> seen = new HashSet<>();
              for (int i = 0; i < CONNECTIONS; i++) {
                String extranonce1 = subscribe(probe).extranonce1();
                Mismatch.unless(
                    seen.add(extranonce1), "a value nobody else has", "again " + extranonce1);
              }
            });
    handshake
        .should("extranonce-rests")
        .source("SPEC H4; late shares of the previous owner. datum gives it out again at once")
        .requires("The extranonce1 of a connection that has just ended is not given out again.")
        .by(
            probe -> {
              Set<String> seen = new HashSet<>();
              for (int i = 0; i < CONNECTIONS; i++) {
                Link link = probe.connect();
                String value = Subscribed.of(link.ask("1", Request.subscribe("1"))).extranonce1();
                link.close();
                Mismatch.unless(seen.add(value), "a fresh value", "again " + value);
              }
            });
  }

  private static void sameExtranonce(Subscribed first, Subscribed second) {
    Mismatch.unless(
        first.extranonce1().equals(second.extranonce1()),
        "extranonce1 " + first.extranonce1(),
        second.extranonce1());
  }

  private static Subscribed subscribe(Probe probe) {
    return Subscribed.of(probe.connect().ask("1", Request.subscribe("1")));
  }

  private static JsonArray subscriptions(Probe probe) {
    JsonElement first =
        probe
            .connect()
            .ask("1", Request.subscribe("1"))
            .mustBe(SUBSCRIBED)
            .get()
            .result()
            .getAsJsonArray()
            .get(0);
    Mismatch.unless(first.isJsonArray(), "an array of pairs", first.toString());
    return first.getAsJsonArray();
  }

  private static void named(Chapter.Draft draft, String method, String who) {
    draft
        .source("SPEC H3; " + who)
        .requires("The subscriptions contain a pair of " + method + " and an id.")
        .by(
            probe -> {
              JsonArray pairs = subscriptions(probe);
              for (JsonElement pair : pairs) {
                if (pair instanceof JsonArray two
                    && two.size() == 2
                    && two.get(0).toString().equals("\"" + method + "\"")) {
                  return;
                }
              }
              throw new Mismatch(java.util.List.of("[\"" + method + "\", id]"), pairs.toString());
            });
  }

  private static void taken(Chapter handshake, String slug, String params, String who) {
    handshake
        .must(slug)
        .source("SPEC H3; " + who)
        .requires("A subscribe with the parameters " + shortened(params) + " succeeds.")
        .accepts("any subscribe result; the session may be resumed or not")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("1", Request.of("1", "mining.subscribe", params))
                    .mustBe(SUBSCRIBED));
  }

  private static String shortened(String params) {
    return params.length() <= 60 ? params : params.substring(0, 40) + "…";
  }
}
