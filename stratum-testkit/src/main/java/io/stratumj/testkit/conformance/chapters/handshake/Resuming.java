package io.stratumj.testkit.conformance.chapters.handshake;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Share;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.probe.Subscribed;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Coming back to a session that has ended (SPEC H7). */
public final class Resuming {
  private Resuming() {}

  /** Adds its cases. */
  public static void describe(Chapter handshake) {
    handshake
        .should("session-ids-differ")
        .source("SPEC H3, H7. para gives everybody the same: it fails")
        .requires("Each session has an id of its own.")
        .accepts("an id equal to the extranonce1, as ckpool's; no id at all")
        .by(
            probe -> {
              Set<String> seen = new HashSet<>();
              for (int i = 0; i < 5; i++) {
                String id = subscribe(probe.connect(), "").sessionId();
                Mismatch.unless(id.isEmpty() || seen.add(id), "a new id", "again " + id);
              }
            });
    handshake
        .may("resume")
        .source("SPEC H7; cgminer, BFGMiner, cpuminer name their old session. ckpool, yiimp, para")
        .requires("A subscribe that names a session that has just ended gets its extranonce1 back.")
        .by(
            probe -> {
              Rig old = probe.rig();
              Subscribed back = comeBack(probe, old);
              Mismatch.unless(
                  back.extranonce1().equals(old.subscribed().extranonce1()),
                  "extranonce1 " + old.subscribed().extranonce1(),
                  back.extranonce1());
            });
    handshake
        .should("resumed-job-lives")
        .source("SPEC H7; cgminer and BFGMiner send the shares they found while offline")
        .requires("Who gets the old extranonce1 back may submit for the old job.")
        .accepts("a pool without resuming is skipped")
        .by(
            probe -> {
              Rig old = probe.rig();
              Share share = old.mine();
              Link link = resumed(probe, old);
              link.ask("9", share.line("9")).mustBe(TRUE);
            });
    handshake
        .must("resumed-duplicate")
        .source("SPEC H7, S5; para forgets its shares on resuming and pays them twice")
        .requires("A share accepted before is a duplicate after resuming.")
        .accepts("a pool without resuming is skipped")
        .by(
            probe -> {
              Rig old = probe.rig();
              Share share = old.mine();
              old.submit(share).mustBe(TRUE);
              resumed(probe, old).ask("9", share.line("9")).mustBe(REFUSED);
            });
    handshake
        .must("no-two-sessions-with-one-extranonce")
        .source("SPEC H4, H7")
        .requires(
            "To name the session of a live connection does not make two with one extranonce1.")
        .accepts("another extranonce1, or the end of the first connection")
        .by(Resuming::takeover);
  }

  private static void takeover(Probe probe) {
    Link first = probe.connect();
    Subscribed one = subscribe(first, "");
    if (one.sessionId().isEmpty()) {
      throw new Skipped("the pool names no session");
    }
    Subscribed two = subscribe(probe.connect(), one.sessionId());
    if (two.extranonce1().equals(one.extranonce1())) {
      first.untilClosed(probe.target().timeout()).mustBe(CLOSED);
    }
  }

  private static Link resumed(Probe probe, Rig old) {
    Link link = leave(probe, old);
    Subscribed back = subscribe(link, old.subscribed().sessionId());
    if (!back.extranonce1().equals(old.subscribed().extranonce1())) {
      throw new Skipped("the pool resumes no sessions");
    }
    link.ask("2", probe.authorize("2")).mustBe(TRUE);
    return link;
  }

  private static Subscribed comeBack(Probe probe, Rig old) {
    return subscribe(leave(probe, old), old.subscribed().sessionId());
  }

  /** Ends the old connection, waits until the pool has noticed, and makes a new one. */
  private static Link leave(Probe probe, Rig old) {
    if (old.subscribed().sessionId().isEmpty()) {
      throw new Skipped("the pool names no session");
    }
    old.link().halfClose().untilClosed(Duration.ofSeconds(1));
    old.link().close();
    return probe.connect();
  }

  private static Subscribed subscribe(Link link, String session) {
    String params = session.isEmpty() ? "[\"conformance\"]" : Request.array("conformance", session);
    return Subscribed.of(link.ask("1", Request.of("1", "mining.subscribe", params)));
  }
}
