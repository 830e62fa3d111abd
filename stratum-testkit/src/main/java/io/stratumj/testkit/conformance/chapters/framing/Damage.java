package io.stratumj.testkit.conformance.chapters.framing;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.nio.charset.StandardCharsets;

/** Lines that are no request, and peers that speak something else (SPEC F3, F8). */
public final class Damage {
  private static final String NOT_ACTED_UPON = "an error, silence or the end of the connection";
  private static final int TLS_HANDSHAKE = 0x16;

  private Damage() {}

  /** Adds its cases. */
  public static void describe(Chapter framing) {
    strictness(framing);
    survival(framing);
    characters(framing);
    strangers(framing);
  }

  private static void strictness(Chapter framing) {
    notJson(framing, "single-quotes", "{'id':1,'method':'mining.subscribe','params':[]}");
    notJson(framing, "unquoted-names", "{id:1,method:\"mining.subscribe\",params:[]}");
    notJson(framing, "trailing-comma", "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[],}");
    notJson(framing, "comment", "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]/* */}");
    notJson(framing, "text-behind-the-object", Request.subscribe("1") + " and so on");
    notJson(framing, "two-objects-in-a-line", Request.subscribe("1") + Request.subscribe("1"));
    notJson(framing, "array-of-requests", "[" + Request.subscribe("1") + "]");
    framing
        .should("bad-line-keeps-link")
        .source("SPEC F3; worker names with quotes make C miners write broken JSON")
        .requires("A few lines that are no JSON do not end the connection.")
        .accepts("an error for the bad line, or nothing. ckpool, NOMP, datum close: they fail")
        .by(
            probe -> {
              Link link = probe.connect().say("{\"id\":1,\"method\":\"mining.sub");
              link.ask("2", Request.subscribe("2")).mustBe(SUBSCRIBED);
            });
    framing
        .should("bad-line-answered-without-id")
        .source("SPEC F3")
        .requires("What is said about a line that is no JSON has the id null.")
        .accepts("silence, the end of the connection, an error of any shape with id null")
        .by(
            probe ->
                probe
                    .connect()
                    .say("{\"id\":77,\"method\":")
                    .next(probe.quiet())
                    .mustBe(
                        Outcome.reply(
                            "an error with id null", m -> m.isRefusal() && m.id().equals("null")),
                        SILENCE,
                        CLOSED));
    framing
        .should("bad-lines-end-the-link")
        .source("SPEC F3; observed: most pools close at the first")
        .requires("A peer that sends nothing but lines that are no JSON is not kept.")
        .by(
            probe -> {
              Link link = probe.connect().say("{no}\n".repeat(50));
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
            });
  }

  private static void survival(Chapter framing) {
    survives(framing, "deep-nesting", "a thousand opening brackets", "[".repeat(1_000));
    survives(
        framing,
        "deep-nesting-in-params",
        "parameters nested a thousand deep",
        Request.of("1", "mining.subscribe", "[".repeat(1_000) + "]".repeat(1_000)));
    survives(framing, "number-line", "a line that is a number", "5");
    survives(framing, "null-line", "a line that is null", "null");
    survives(framing, "empty-object", "an empty object", "{}");
    survives(framing, "method-not-text", "a method that is a number", "{\"id\":1,\"method\":5}");
    survives(
        framing,
        "huge-number",
        "a number with 400 digits",
        Request.of("1", "mining.suggest_difficulty", "[" + "9".repeat(400) + "]"));
    survives(framing, "nul-byte", "a NUL within a line", "{\"id\":1,\0\"method\":\"mining.ping\"}");
    survives(
        framing,
        "lone-surrogate",
        "half a surrogate pair",
        Request.of("1", "mining.subscribe", "[\"\\ud800\"]"));
  }

  private static void characters(Chapter framing) {
    framing
        .must("invalid-utf8")
        .source("SPEC F3, H3")
        .requires("Bytes that are no UTF-8 in a user agent harm nobody.")
        .accepts("a subscribe result, an error, silence, the end of the connection")
        .by(
            probe -> {
              byte[] line =
                  (Request.of("1", "mining.subscribe", "[\"\u00e9\"]") + "\n")
                      .getBytes(StandardCharsets.ISO_8859_1);
              probe.connect().sayRaw(line).answer("1", probe.patience());
              probe.stillServes();
            });
    framing
        .should("escaped-method")
        .source("RFC 8259; C miners escape by accident, as in a\\b")
        .requires("An escape in a JSON string stands for its character.")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("1", "{\"id\":1,\"method\":\"mining.\\u0073ubscribe\",\"params\":[]}")
                    .mustBe(SUBSCRIBED));
  }

  private static void strangers(Chapter framing) {
    framing
        .must("tls-hello")
        .source("SPEC F3; BFGMiner tries TLS on every port first, then comes again without")
        .requires("A TLS hello on a plain port ends the connection soon, and bans nobody.")
        .by(
            probe -> {
              byte[] hello = new byte[200];
              hello[0] = TLS_HANDSHAKE;
              hello[1] = 3;
              hello[2] = 1;
              hello[4] = (byte) 195;
              hello[5] = 1;
              hello[8] = (byte) 191;
              Link link = probe.connect().sayRaw(hello);
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
              probe.stillServes();
            });
    framing
        .should("http-request")
        .source("SPEC F3; cpuminer and BFGMiner with an http:// address")
        .requires("An HTTP request ends the connection, and bans nobody.")
        .accepts("an HTTP answer first, as with X-Stratum")
        .by(
            probe -> {
              String post = "POST / HTTP/1.1\r\nHost: pool\r\nContent-Length: 2\r\n\r\n{}";
              Link link = probe.connect().sayRaw(post);
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
              probe.stillServes();
            });
    stranger(framing, "monero-login", "login", "{\"login\":\"x\",\"pass\":\"x\"}");
    stranger(framing, "ethereum-login", "eth_submitLogin", "[\"0x00\"]");
    stranger(framing, "getwork", "getwork", "[]");
  }

  private static void notJson(Chapter framing, String slug, String line) {
    framing
        .should(slug)
        .source("SPEC F3, F8, RFC 8259")
        .requires("A line that is not one JSON object is not acted upon.")
        .accepts(NOT_ACTED_UPON)
        .by(
            probe ->
                probe.connect().say(line).next(probe.quiet()).mustBe(REFUSED, SILENCE, CLOSED));
  }

  private static void survives(Chapter framing, String slug, String what, String line) {
    framing
        .must(slug)
        .source("SPEC F3, L7")
        .requires("The pool lives on after " + what + ".")
        .accepts("any answer, silence, the end of that connection")
        .by(probe -> answerIgnored(probe, line));
  }

  private static void stranger(Chapter framing, String slug, String method, String params) {
    framing
        .should(slug)
        .source("SPEC F8; miners of other coins, or of other protocols, at the wrong pool")
        .requires(
            "A request of another protocol is refused or the connection closed, and bans nobody.")
        .by(
            probe -> {
              probe.connect().ask("1", Request.of("1", method, params)).mustBe(REFUSED, CLOSED);
              probe.stillServes();
            });
  }

  private static void answerIgnored(Probe probe, String line) {
    Link link = probe.connect().say(line);
    Seen seen = link.next(probe.quiet());
    if (seen.kind() == Seen.Kind.GARBLED) {
      throw new io.stratumj.testkit.conformance.probe.Mismatch(
          java.util.List.of("JSON, silence or the end of the connection"), seen.text());
    }
    probe.stillServes();
  }
}
