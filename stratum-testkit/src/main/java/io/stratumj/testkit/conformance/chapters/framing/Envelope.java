package io.stratumj.testkit.conformance.chapters.framing;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.suite.Chapter;

/** Members, methods and replies (SPEC F5 to F8). */
public final class Envelope {
  private static final String SUBSCRIBE = Request.subscribe("1");

  private Envelope() {}

  /** Adds its cases. */
  public static void describe(Chapter envelope) {
    responses(envelope);
    members(envelope);
    methods(envelope);
    replies(envelope);
  }

  private static void responses(Chapter envelope) {
    kept(
        envelope,
        "answer-to-nothing",
        "{\"id\":9,\"result\":\"pong\",\"error\":null}",
        "cgminer and cpuminer answer pings");
    kept(
        envelope,
        "error-to-nothing",
        "{\"id\":9,\"result\":null,\"error\":[38,\"unknown method\",null]}",
        "cpuminer and ccminer answer what they do not know");
    kept(
        envelope,
        "version-answer",
        "{\"id\":4,\"result\":\"cgminer/4.11.1\",\"error\":null}",
        "answers to client.get_version");
    envelope
        .must("pong-as-method")
        .source("SPEC F6; Bitaxe answers a ping with a method pong")
        .requires("A method pong does not end the connection.")
        .accepts("any answer, or none")
        .by(
            probe -> {
              Link link = probe.connect().say(Request.of("5", "pong", "[]"));
              link.ask("1", SUBSCRIBE).mustBe(SUBSCRIBED);
            });
  }

  private static void members(Chapter envelope) {
    same(envelope, "jsonrpc-member", "{\"jsonrpc\":\"2.0\"," + SUBSCRIBE.substring(1));
    same(envelope, "unknown-members", "{\"x\":{\"y\":[null]}," + SUBSCRIBE.substring(1));
    same(
        envelope,
        "params-first",
        "{\"params\":[\"a/1\"],\"id\":1,\"method\":\"mining.subscribe\"}");
    same(envelope, "params-last", "{\"method\":\"mining.subscribe\",\"id\":1,\"params\":[]}");
    oddParams(envelope, "params-missing", "{\"id\":1,\"method\":\"mining.subscribe\"}");
    oddParams(envelope, "params-null", Request.of("1", "mining.subscribe", "null"));
    oddParams(envelope, "params-object", Request.of("1", "mining.subscribe", "{\"agent\":\"x\"}"));
    oddParams(envelope, "params-text", Request.of("1", "mining.subscribe", "\"x\""));
    envelope
        .should("repeated-member")
        .source("SPEC F7; observed: datum refuses, most parsers take the last")
        .requires("A member that stands twice is refused or decided, never answered twice.")
        .accepts("an error with any id, a reply to one of the two, the end of the connection")
        .by(
            probe -> {
              Link link = probe.connect();
              link.say("{\"id\":1,\"id\":2,\"method\":\"mining.subscribe\",\"params\":[]}");
              link.next().mustBe(ANSWERED, CLOSED);
              link.next(probe.quiet()).mustBe(SILENCE, CLOSED, notReply());
            });
  }

  private static void methods(Chapter envelope) {
    envelope
        .must("unknown-method-keeps-link")
        .source("SPEC F8; Antminer, btcagent and ckpool ask for methods of their own")
        .requires("A method nobody knows does not end the connection.")
        .accepts("an error, or no answer")
        .by(
            probe -> {
              Link link = probe.connect().say(Request.of("8", "mining.nobody_knows_this", "[]"));
              link.ask("1", SUBSCRIBE).mustBe(SUBSCRIBED);
            });
    envelope
        .should("unknown-method-answered")
        .source("SPEC F5, F8; btcagent waits 15 s for any line")
        .requires("A request with an unknown method gets an error.")
        .accepts("an error of any number. ckpool, NOMP, public-pool say nothing: they fail")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("8", Request.of("8", "mining.nobody_knows_this", "[]"))
                    .mustBe(REFUSED));
  }

  private static void replies(Chapter envelope) {
    envelope
        .must("replies-in-order")
        .source("SPEC F5; cpuminer submits everything as id 4 and takes answers in order")
        .requires("Replies to submits come in the order of the submits.")
        .by(Envelope::inOrder);
    envelope
        .must("one-reply-each")
        .source("SPEC F5; cpuminer uses one id for all submits")
        .requires("Twenty submits with one id get twenty replies with that id.")
        .by(
            probe -> {
              Link link = probe.loggedIn().say((unknownJob(probe, "4") + "\n").repeat(20).strip());
              for (int i = 0; i < 20; i++) {
                link.answer("4").mustBe(REFUSED);
              }
              link.answer("4", probe.quiet()).mustBe(SILENCE);
            });
  }

  private static void inOrder(Probe probe) {
    String[] lines = new String[10];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = unknownJob(probe, Integer.toString(1_000 - 7 * i));
    }
    Link link = probe.loggedIn().say(lines);
    for (int i = 0; i < lines.length; i++) {
      String id = Integer.toString(1_000 - 7 * i);
      nextReply(link).mustBe(Outcome.replyTo(id));
    }
  }

  private static io.stratumj.testkit.conformance.probe.Seen nextReply(Link link) {
    io.stratumj.testkit.conformance.probe.Seen seen = link.next();
    while (seen.kind() == io.stratumj.testkit.conformance.probe.Seen.Kind.CALL) {
      seen = link.next();
    }
    return seen;
  }

  private static Outcome notReply() {
    return new Outcome(
        "a notification",
        seen -> seen.kind() == io.stratumj.testkit.conformance.probe.Seen.Kind.CALL);
  }

  private static String unknownJob(Probe probe, String id) {
    return Request.of(
        id,
        "mining.submit",
        Request.array(
            probe.target().user(), "fffffff0", "0000000000000000", "00000000", "00000000"));
  }

  private static void kept(Chapter envelope, String slug, String line, String who) {
    envelope
        .must(slug)
        .source("SPEC F6; " + who)
        .requires("A line with a result or error and no method is taken in silence.")
        .by(
            probe -> {
              Link link = probe.connect().say(line, SUBSCRIBE);
              link.next().mustBe(SUBSCRIBED);
            });
  }

  private static void same(Chapter envelope, String slug, String line) {
    envelope
        .must(slug)
        .source("SPEC F7; cgminer, BFGMiner and NerdMiner order members differently")
        .requires("Members may stand in any order, and unknown ones mean nothing.")
        .by(probe -> probe.connect().ask("1", line).mustBe(SUBSCRIBED));
  }

  private static void oddParams(Chapter envelope, String slug, String line) {
    envelope
        .should(slug)
        .source("SPEC F7")
        .requires("Parameters that are no array are taken for none, or refused; nobody is harmed.")
        .accepts("a subscribe result, an error, the end of the connection")
        .by(
            probe -> {
              probe.connect().ask("1", line).mustBe(SUBSCRIBED, REFUSED, CLOSED);
              probe.stillServes();
            });
  }
}
