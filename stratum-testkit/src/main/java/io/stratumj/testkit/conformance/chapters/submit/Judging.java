package io.stratumj.testkit.conformance.chapters.submit;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Share;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.probe.Work;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.ArrayList;
import java.util.List;

/** Which shares count (SPEC S2 to S4). */
public final class Judging {
  private static final int DAY_SECONDS = 86_400;
  private static final int FOUR_HOURS_SECONDS = 14_400;
  private static final int PIPELINED = 30;

  private Judging() {}

  /** Adds its cases. */
  public static void describe(Chapter submit) {
    sessions(submit);
    workers(submit);
    jobs(submit);
    times(submit);
    versions(submit);
    many(submit);
  }

  private static void sessions(Chapter submit) {
    submit
        .must("before-subscribe")
        .source("SPEC H1, S2")
        .requires("A submit on a connection that has said nothing else is refused.")
        .accepts("an error of any number, the end of the connection")
        .by(
            probe -> {
              probe.connect().ask("9", unknownJob(probe, "9")).mustBe(REFUSED, CLOSED);
              probe.stillServes();
            });
    submit
        .must("before-authorize")
        .source("SPEC H1, S2; p2pool panics, datum takes it: they fail")
        .requires("A submit before any worker is authorized is refused.")
        .accepts("an error of any number, the end of the connection")
        .by(
            probe -> {
              probe.subscribed().ask("9", unknownJob(probe, "9")).mustBe(REFUSED, CLOSED);
              probe.stillServes();
            });
  }

  private static void workers(Chapter submit) {
    submit
        .should("stranger")
        .source("SPEC S2. NOMP, public-pool, datum, btcpool do not compare: they fail")
        .requires("A share for a worker who was not authorized here is refused, the link kept.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mine().by("nobody-authorized-this.1")).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .should("second-worker")
        .source("SPEC H5, S2; proxies")
        .requires("Shares count for each worker that was authorized on the link.")
        .accepts("a pool that lets in one worker for a link is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String second = probe.secondWorker();
              String line = Request.authorize("8", second, probe.target().password());
              if (!TRUE.holds().test(rig.link().ask("8", line))) {
                throw new Skipped("the pool lets in one worker for a link");
              }
              rig.submit(rig.mine().by(second)).mustBe(TRUE);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .may("worker-part-left-out")
        .source("SPEC S2; some firmwares drop or add the part after the point")
        .requires("The authorized worker a.b may submit as a.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String account = probe.target().user().split("\\.", 2)[0];
              rig.submit(rig.mine().by(account)).mustBe(TRUE);
            });
  }

  private static void jobs(Chapter submit) {
    submit
        .must("unknown-job")
        .source("SPEC S2; cgminer and BFGMiner send shares of the connection before")
        .requires("A share for a job that was never given out is refused, and the link kept.")
        .accepts("an error of any number")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mine().forJob("fffffff0")).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .must("too-low")
        .source("SPEC S2")
        .requires("A share that does not meet the difficulty is refused, and the link kept.")
        .accepts("an error of any number")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mineTooLow()).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .must("other-extranonce")
        .source("SPEC S2, H4")
        .requires("A share mined with another session's extranonce1 is worth nothing here.")
        .accepts("an error of any number; at a difficulty every hash meets the case is skipped")
        .by(
            probe -> {
              Share foreign = probe.rig().mine();
              Rig rig = probe.rig();
              rig.mineTooLow();
              rig.submit(foreign.forJob(rig.work().jobId())).mustBe(REFUSED);
            });
    submit
        .must("stale")
        .source("SPEC J6, S2. miningcore and p2pool accept it: they fail")
        .requires("A share for a job of the previous block is refused, and the link kept.")
        .accepts("an error of any number. yiimp's true without credit fails")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Work old = rig.work();
              Share late = rig.mine();
              rig.takeCleanWork(probe.newBlock());
              if (rig.work().header().previousHash().equals(old.header().previousHash())) {
                throw new Skipped("the clean job that came is on the same block");
              }
              rig.submit(late).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
  }

  private static void times(Chapter submit) {
    later(submit, "ntime-a-second-later", 1);
    later(submit, "ntime-ten-minutes-later", 600);
    submit
        .must("ntime-a-day-early")
        .source("SPEC S4; consensus: no block. public-pool and p2pool do not look: they fail")
        .requires("A time a day before the job's is refused.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mineLater(-DAY_SECONDS)).mustBe(REFUSED);
            });
    submit
        .must("ntime-four-hours-late")
        .source("SPEC S4; consensus: no block. public-pool and p2pool do not look: they fail")
        .requires("A time four hours after the job's is refused.")
        .accepts("limits of 600 s, 7,000 s or two hours")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mineLater(FOUR_HOURS_SECONDS)).mustBe(REFUSED);
            });
  }

  private static void versions(Chapter submit) {
    submit
        .must("version-bits")
        .source("SPEC S3, BIP310; Bitaxe, Antminer, WhatsMiner")
        .requires("A share with version bits inside the mask is accepted.")
        .accepts("a pool that does not roll versions is skipped")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              rig.submit(rig.mineRolling(lowestBit(rig))).mustBe(TRUE);
              rig.submit(rig.mineRolling(rig.mask())).mustBe(TRUE);
            });
    submit
        .must("version-bits-outside")
        .source("SPEC S2. public-pool and p2pool do not look: they fail")
        .requires("A share with version bits outside the mask is refused, and the link kept.")
        .accepts("an error of any number")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              int outside = ~Integer.parseUnsignedInt(rig.mask(), 16);
              Share share = rig.mineRolling("%08x".formatted(Integer.lowestOneBit(outside)));
              rig.submit(share).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(Outcome.ANSWERED);
            });
    submit
        .should("version-bits-left-out")
        .source("SPEC S3. datum refuses, miningcore closes: they fail")
        .requires("Who rolls versions may leave the bits out: they are zero then.")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .should("version-bits-without-zeros")
        .source("SPEC S1")
        .requires("Version bits of fewer than eight digits stand for the same number.")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              String bits = lowestBit(rig);
              Share share = rig.mineRolling(bits);
              rig.submit(share.withVersionBits(bits.replaceFirst("^0+", ""))).mustBe(TRUE);
            });
    submit
        .must("version-bits-unasked")
        .source("SPEC S3")
        .requires("Bits from a session that never negotiated are answered, and the link kept.")
        .accepts("an error; true, if the bits are ignored as by datum and miningcore")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mine().withVersionBits("00002000")).mustBe(REFUSED, TRUE);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
  }

  private static void many(Chapter submit) {
    submit
        .must("pipelined")
        .source("SPEC F5; cpuminer and cgminer send dozens without waiting")
        .requires("Thirty shares in one packet are all answered, all with true, in order.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              List<String> ids = new ArrayList<>();
              List<String> lines = new ArrayList<>();
              for (int i = 0; i < PIPELINED; i++) {
                ids.add(rig.nextId());
                lines.add(rig.mine().line(ids.get(i)));
              }
              Link link = rig.link().say(lines.toArray(new String[0]));
              ids.forEach(id -> link.answer(id).mustBe(TRUE));
            });
  }

  private static void later(Chapter submit, String slug, int seconds) {
    submit
        .must(slug)
        .source("SPEC S4; BFGMiner and Antminer roll the time")
        .requires("A time some seconds or minutes after the job's is accepted.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mineLater(seconds)).mustBe(TRUE);
            });
  }

  private static String lowestBit(Rig rig) {
    int mask = Integer.parseUnsignedInt(rig.mask(), 16);
    return "%08x".formatted(Integer.lowestOneBit(mask));
  }

  private static String unknownJob(Probe probe, String id) {
    String zeros = "00000000";
    return Request.of(
        id,
        "mining.submit",
        Request.array(probe.target().user(), "fffffff0", zeros + zeros, zeros, zeros));
  }
}
