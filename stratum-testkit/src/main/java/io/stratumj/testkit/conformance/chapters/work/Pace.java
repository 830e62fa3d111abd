package io.stratumj.testkit.conformance.chapters.work;

import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Message;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.probe.Work;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.math.BigDecimal;
import java.time.Duration;

/** How soon work comes, and how long it is good for (SPEC D3, H2, J6). */
public final class Pace {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration CHANGE_TIME = Duration.ofSeconds(5);
  private static final int JOBS_BACK = 8;
  private static final Duration EIGHT_CHANGES = CHANGE_TIME.multipliedBy(JOBS_BACK);

  private Pace() {}

  /** Adds its cases about jobs. */
  public static void jobs(Chapter jobs) {
    jobs.should("first-work-comes-soon")
        .source("SPEC H2; rental checks and small firmwares give a pool seconds")
        .requires("Work follows the login within a second.")
        .by(
            probe -> {
              Link link = probe.loggedIn();
              link.call("mining.notify", SOON).mustBe(Outcome.call("mining.notify"));
            });
    jobs.may("work-after-both-replies")
        .source("SPEC H2; old Bitaxes and BFGMiner take lines in the order of their requests")
        .requires("Difficulty and work come after the reply to authorize.")
        .by(
            probe -> {
              Link link = probe.subscribed();
              link.say(probe.authorize("2")).next().mustBe(Outcome.replyTo("2"));
            });
    jobs.should("coinbase1-of-43-bytes")
        .source("SPEC J1; cgminer and Bitaxe read the script's length at its place")
        .requires("coinbase1 reaches at least to the script: 42 bytes and the first of it.")
        .watching(
            history -> {
              for (Message notify : history.calls("mining.notify")) {
                boolean right =
                    notify.params().size() > 2
                        && notify.params().get(2).isJsonPrimitive()
                        && notify.params().get(2).getAsString().length() >= 2 * 43;
                Mismatch.unless(right, "a coinbase1 of 43 bytes or more", notify.line());
              }
            });
    jobs.should("eight-jobs-back")
        .source("SPEC J6; proxies and cpuminer send shares of jobs some minutes old")
        .requires("Of the same block, a job stays good when eight others have come.")
        .accepts("a pool that does not follow suggestions, or sends clean jobs, is skipped")
        .by(
            probe -> {
              probe.slow(EIGHT_CHANGES);
              Rig rig = probe.rig();
              Work old = rig.work();
              BigDecimal easy = old.difficulty();
              for (int i = 1; i <= JOBS_BACK; i++) {
                change(rig, easy.multiply(BigDecimal.valueOf(i % 2 == 0 ? 1 : 2)));
              }
              rig.submit(rig.mine(old)).mustBe(TRUE);
            });
  }

  /** Adds its cases about difficulty. */
  public static void difficulties(Chapter difficulty) {
    difficulty
        .should("whole-from-one-on")
        .source("SPEC D3; old Bitaxes and NerdQAxe read integers only")
        .requires("A difficulty of one and more is an integer, unless a fraction was asked for.")
        .accepts("fractions below one")
        .watching(
            history -> {
              for (Message said : history.calls("mining.set_difficulty")) {
                BigDecimal value = said.params().get(0).getAsBigDecimal();
                boolean right =
                    value.compareTo(BigDecimal.ONE) < 0 || value.stripTrailingZeros().scale() <= 0;
                Mismatch.unless(right, "an integer", said.line());
              }
            });
    difficulty
        .may("change-comes-soon")
        .source("SPEC D3, C4")
        .requires("A suggestion that is followed is followed within five seconds, with a job.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              BigDecimal wanted = rig.work().difficulty().multiply(BigDecimal.valueOf(2));
              suggest(rig, wanted);
              rig.link()
                  .call("mining.set_difficulty", CHANGE_TIME)
                  .mustBe(Outcome.call("mining.set_difficulty"));
              Mismatch.unless(
                  rig.takeWork().difficulty().compareTo(wanted) == 0,
                  "a job at " + wanted.toPlainString(),
                  rig.work().difficulty().toPlainString());
            });
  }

  /** Adds its cases about submits. */
  public static void submits(Chapter submit) {
    submit
        .should("answered-within-a-second")
        .source("SPEC F5; NerdQAxe and cgminer count what is not answered as lost")
        .requires("Each share is answered within a second.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              for (int i = 0; i < 5; i++) {
                String id = rig.nextId();
                rig.link().say(rig.mine().line(id)).answer(id, SOON).mustBe(Outcome.ANSWERED);
              }
            });
  }

  private static void change(Rig rig, BigDecimal wanted) {
    suggest(rig, wanted);
    Seen changed = rig.link().call("mining.set_difficulty", CHANGE_TIME);
    if (changed.message().isEmpty()) {
      throw new Skipped("the pool does not follow suggestions");
    }
    if (rig.takeWork().clean()) {
      throw new Skipped("the pool drops the old job with the change");
    }
  }

  private static void suggest(Rig rig, BigDecimal wanted) {
    String params = "[" + wanted.toPlainString() + "]";
    rig.link().forget().say(Request.of("60", "mining.suggest_difficulty", params));
  }
}
