package io.stratumj.testkit.conformance.chapters.framing;

import static io.stratumj.testkit.conformance.probe.Outcome.ANSWERED;
import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.SILENCE;
import static io.stratumj.testkit.conformance.probe.Outcome.SUBSCRIBED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.suite.Chapter;

/**
 * Bytes into lines (SPEC F1, F2): how TCP cuts them, how long they are, what stands around them.
 */
public final class Lines {
  private static final String SUBSCRIBE = Request.subscribe("1");
  private static final String UNKNOWN_JOB =
      Request.of("1", "mining.submit", "[\"a\",\"ffffff\",\"00\",\"00000000\",\"00000000\"]");
  private static final int MEGABYTE = 1 << 20;

  private static final int TOO_LONG = 20_000;
  private static final Outcome REFUSED_WITHOUT_ID =
      Outcome.reply("an error with id null", said -> said.isRefusal() && said.id().equals("null"));

  private Lines() {}

  /** Adds its cases. */
  public static void describe(Chapter framing) {
    cutting(framing);
    lineEnds(framing);
    whiteSpace(framing);
    length(framing);
    ends(framing);
  }

  private static void cutting(Chapter framing) {
    framing
        .must("one-byte-at-a-time")
        .source("SPEC F1; TCP cuts where it likes")
        .requires("A line may arrive in any number of pieces.")
        .by(probe -> probe.connect().inPiecesOf(1).ask("1", SUBSCRIBE).mustBe(SUBSCRIBED));
    framing
        .must("cut-across-lines")
        .source("SPEC F1; TCP cuts where it likes")
        .requires(
            "Pieces that hold the end of one line and the beginning of the next are one text.")
        .by(
            probe -> {
              Link link = probe.connect().inPiecesOf(7);
              link.say(SUBSCRIBE, probe.authorize("2")).answer("1").mustBe(SUBSCRIBED);
              link.answer("2").mustBe(TRUE);
            });
    framing
        .must("lines-in-one-packet")
        .source("SPEC F1, H1; Bitaxe, NerdQAxe, btcagent send four requests at once")
        .requires("Every line of a packet is acted upon.")
        .by(
            probe -> {
              Link link = probe.connect().say(SUBSCRIBE, probe.authorize("2"));
              link.answer("1").mustBe(SUBSCRIBED);
              link.answer("2").mustBe(TRUE);
            });
    framing
        .must("rest-of-a-packet")
        .source("SPEC F1")
        .requires("A packet with a line and a half is a line now and a line later.")
        .by(
            probe -> {
              String second = probe.authorize("2");
              Link link = probe.connect().sayRaw(SUBSCRIBE + "\n" + second.substring(0, 20));
              link.answer("1").mustBe(SUBSCRIBED);
              link.sayRaw(second.substring(20) + "\n").answer("2").mustBe(TRUE);
            });
  }

  private static void lineEnds(Chapter framing) {
    framing
        .must("crlf")
        .source("SPEC F1; NerdQAxe users, tools")
        .requires("A CR before the LF is not part of the line.")
        .by(probe -> probe.connect().sayRaw(SUBSCRIBE + "\r\n").answer("1").mustBe(SUBSCRIBED));
    framing
        .should("empty-lines")
        .source("SPEC F1; tools")
        .requires("Empty lines are ignored: the link lives, and nothing is said about them.")
        .by(
            probe -> {
              Link link = probe.connect().sayRaw("\n\r\n\n" + SUBSCRIBE + "\n");
              link.next().mustBe(SUBSCRIBED);
            });
    framing
        .must("no-answer-before-the-line-ends")
        .source("SPEC F1")
        .requires("What has no LF yet is no line, though it be a whole object.")
        .by(
            probe -> {
              Link link = probe.connect().sayRaw(SUBSCRIBE);
              link.next(probe.quiet()).mustBe(SILENCE);
              link.sayRaw("\n").answer("1").mustBe(SUBSCRIBED);
            });
  }

  private static void whiteSpace(Chapter framing) {
    framing
        .must("blanks-between-members")
        .source("SPEC F3, RFC 8259; Bitaxe and NerdMiner write blanks")
        .requires("White space between JSON tokens means nothing.")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("1", "{ \"id\" : 1 ,\t\"method\": \"mining.subscribe\", \"params\": [ ] }")
                    .mustBe(SUBSCRIBED));
    framing
        .should("blanks-around-the-object")
        .source("SPEC F3, RFC 8259")
        .requires("White space before and after the object means nothing.")
        .by(probe -> probe.connect().ask("1", " \t" + SUBSCRIBE + "  ").mustBe(SUBSCRIBED));
  }

  private static void length(Chapter framing) {
    framing
        .must("line-of-900-bytes")
        .source("SPEC F2; worker names of 300 to 1100 characters occur")
        .requires("A line of 900 bytes is read before anybody has logged in.")
        .by(probe -> padded(probe.connect(), 900, SUBSCRIBE).mustBe(SUBSCRIBED));
    framing
        .should("line-of-3000-bytes")
        .source("SPEC F2; observed: ckpool ends at 1,024 bytes, others at 2 kB to 50 kB")
        .requires("A line of 3,000 bytes is read before anybody has logged in.")
        .by(probe -> padded(probe.connect(), 3_000, SUBSCRIBE).mustBe(SUBSCRIBED));
    framing
        .should("line-of-8000-bytes")
        .source("SPEC F2; cpuminer writes lines as long as the names it was given")
        .requires("Who has logged in may write a line of 8,000 bytes.")
        .accepts("any answer to it")
        .by(probe -> padded(probe.loggedIn(), 8_000, UNKNOWN_JOB).mustBe(ANSWERED));
    framing
        .must("endless-line")
        .source("SPEC F2; an attack: memory for a line that never ends")
        .requires("A megabyte without LF ends the connection.")
        .accepts("an error before the end, or none")
        .by(
            probe -> {
              Link link = probe.connect().sayRaw("x".repeat(MEGABYTE));
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
              probe.stillServes();
            });
    framing
        .may("long-line-is-told")
        .source("SPEC F2")
        .requires("Who writes too long a line hears so, with the id null, before the end.")
        .by(
            probe -> {
              Link link = probe.connect().sayRaw("x".repeat(TOO_LONG));
              link.next().mustBe(REFUSED_WITHOUT_ID);
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
            });
    framing
        .must("endless-object")
        .source("SPEC F2; an attack: an object that begins well")
        .requires("A megabyte of a well begun object without LF ends the connection.")
        .accepts("an error before the end, or none")
        .by(
            probe -> {
              Link link = probe.connect().sayRaw("{\"id\":1,\"method\":\"" + "m".repeat(MEGABYTE));
              link.untilClosed(probe.target().timeout()).mustBe(CLOSED);
              probe.stillServes();
            });
  }

  private static void ends(Chapter framing) {
    framing
        .must("connect-and-leave")
        .source("SPEC H9; old Bitaxe and monitors connect and close every minute")
        .requires("Connections that close without a word harm nobody.")
        .by(
            probe -> {
              for (int i = 0; i < 5; i++) {
                probe.connect().close();
              }
              probe.stillServes();
            });
    framing
        .must("leave-in-the-middle")
        .source("SPEC H9")
        .requires("A connection that ends within a line harms nobody.")
        .by(
            probe -> {
              probe.connect().sayRaw(SUBSCRIBE.substring(0, 15)).close();
              probe.stillServes();
            });
    framing
        .should("half-close")
        .source("SPEC H9; rental checks log in, end sending, and read on")
        .requires("Replies to what came before the end of stream are delivered.")
        .by(Lines::halfClose);
    framing
        .should("orderly-end")
        .source("SPEC H9; old Bitaxes reboot on a reset, and a reset may eat the last line")
        .requires("To who has ended sending, the pool ends the connection without a reset.")
        .accepts("a connection the pool keeps open as long as the case waits")
        .by(
            probe -> {
              Link link = probe.connect().say(SUBSCRIBE).halfClose();
              link.answer("1").mustBe(SUBSCRIBED);
              link.untilClosed(probe.patience()).mustBe(Outcome.ENDED, SILENCE);
            });
  }

  private static void halfClose(Probe probe) {
    Link link = probe.connect().say(SUBSCRIBE, probe.authorize("2")).halfClose();
    link.answer("1").mustBe(SUBSCRIBED);
    link.answer("2").mustBe(TRUE);
  }

  /** Asks with a line of this length: the filling is in a member nobody knows. */
  private static Seen padded(Link link, int bytes, String request) {
    String head = "{\"filling\":\"";
    String tail = "\"," + request.substring(1);
    return link.ask("1", head + "f".repeat(bytes - head.length() - tail.length()) + tail);
  }
}
