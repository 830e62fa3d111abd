package io.stratumj.testkit.conformance.chapters.submit;

import static io.stratumj.testkit.conformance.probe.Outcome.error;

import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.function.Function;

/**
 * Which of two faults of a share is named (SPEC S2). Pools look in different orders, and rightly:
 * so these are never more than MAY.
 */
public final class Order {
  private static final String ACCEPTS = "any error";
  private static final String STRANGER = "nobody-authorized-this.1";
  private static final String NO_JOB = "fffffff0";

  private Order() {}

  /** Adds its cases to the chapter about errors. */
  public static void describe(Chapter errors) {
    first(
        errors,
        "form-before-worker",
        "A stranger's share with a nonce that is no hex has the wrong form, first of all.",
        error(20),
        rig -> rig.submit(rig.mine().by(STRANGER).withNonce("zzzzzzzz")));
    first(
        errors,
        "worker-before-job",
        "A stranger's share for an unknown job is a stranger's, first of all.",
        error(24),
        rig -> rig.submit(rig.mine().by(STRANGER).forJob(NO_JOB)));
    first(
        errors,
        "job-before-extranonce2",
        "A share for an unknown job with a short extranonce2 is for an unknown job, first of all.",
        error(21),
        rig -> rig.submit(rig.mine().forJob(NO_JOB).withExtranonce2("00")));
    first(
        errors,
        "time-before-difficulty",
        "A share of another time, which changes its hash, is out of time, first of all.",
        error(20),
        rig -> rig.submit(rig.mineTooLow().withNTime("00000001")));
    errors
        .may("subscribe-before-worker")
        .source("SPEC H1, S2")
        .requires("A submit after authorize alone lacks the subscription, first of all.")
        .accepts(ACCEPTS)
        .by(
            probe -> {
              String zeros = "00000000";
              String[] params = {probe.target().user(), NO_JOB, zeros + zeros, zeros, zeros};
              var link = probe.connect().say(probe.authorize("2"));
              link.ask("9", Request.of("9", "mining.submit", Request.array(params)))
                  .mustBe(error(25));
            });
  }

  private static void first(
      Chapter errors, String slug, String sentence, Outcome right, Function<Rig, Seen> tried) {
    errors
        .may(slug)
        .source("SPEC S2")
        .requires(sentence)
        .accepts(ACCEPTS)
        .by(probe -> tried.apply(probe.rig()).mustBe(right));
  }
}
