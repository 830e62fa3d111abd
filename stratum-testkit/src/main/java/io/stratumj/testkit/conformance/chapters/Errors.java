package io.stratumj.testkit.conformance.chapters;

import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;
import static io.stratumj.testkit.conformance.probe.Outcome.error;

import io.stratumj.testkit.conformance.probe.Message;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Outcome;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Share;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.Set;
import java.util.function.Function;

/** The numbers of errors (SPEC E): what most pools agree on, for miners that count reasons. */
final class Errors {
  private static final String MAJORITY =
      "SPEC E; most pools. btcpool, para, yiimp have some of" + " their own: they fail";
  private static final Set<Integer> KNOWN = Set.of(20, 21, 22, 23, 24, 25, -3);

  private Errors() {}

  static void describe(Chapter errors) {
    code(
        errors,
        "unknown-job-is-21",
        "A share for an unknown job gets error 21.",
        error(21),
        rig -> rig.submit(rig.mine().forJob("fffffff0")));
    code(
        errors,
        "duplicate-is-22",
        "A duplicate gets error 22.",
        error(22),
        rig -> {
          Share share = rig.mine();
          rig.submit(share).mustBe(TRUE);
          return rig.submit(share);
        });
    code(
        errors,
        "low-difficulty-is-23",
        "A share that does not meet the difficulty gets error 23.",
        error(23),
        rig -> rig.submit(rig.mineTooLow()));
    code(
        errors,
        "stranger-is-24",
        "A share for a worker who was not authorized gets error 24.",
        error(24),
        rig -> rig.submit(rig.mine().by("nobody-authorized-this.1")));
    code(
        errors,
        "malformed-is-20",
        "A share with a nonce that is no hex gets error 20.",
        error(20),
        rig -> rig.submit(rig.mine().withNonce("zzzzzzzz")));
    code(
        errors,
        "extranonce2-size-is-20",
        "A share with an extranonce2 of the wrong size gets error 20.",
        error(20),
        rig -> rig.submit(rig.mine().withExtranonce2("00")));
    code(
        errors,
        "ntime-is-20",
        "A share with a time out of range gets error 20.",
        error(20),
        rig -> rig.submit(rig.mineLater(1_000_000)));
    handshake(errors);
    all(errors);
  }

  private static void handshake(Chapter errors) {
    errors
        .should("before-subscribe-is-25")
        .source(MAJORITY)
        .requires("A submit before subscribe gets error 25.")
        .by(probe -> submit(probe, false).mustBe(error(25)));
    errors
        .should("before-authorize-is-24")
        .source(MAJORITY)
        .requires("A submit before authorize gets error 24.")
        .by(probe -> submit(probe, true).mustBe(error(24)));
    errors
        .should("unknown-method-is-minus-3")
        .source("SPEC E; slush's library, datum. miningcore and yiimp say 20")
        .requires("An unknown method gets error -3.")
        .accepts("20")
        .by(
            probe ->
                probe
                    .connect()
                    .ask("1", Request.of("1", "mining.nobody_knows_this", "[]"))
                    .mustBe(error(-3, 20)));
    errors
        .should("version-bits-are-20")
        .source("SPEC E; ckpool, miningcore. datum says 23")
        .requires("Version bits outside the mask get error 20.")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              int outside = ~Integer.parseUnsignedInt(rig.mask(), 16);
              String bits = "%08x".formatted(Integer.lowestOneBit(outside));
              rig.submit(rig.mineRolling(bits)).mustBe(error(20));
            });
    errors
        .should("stale-is-21")
        .source(MAJORITY)
        .requires("A share for a job of the previous block gets error 21.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share late = rig.mine();
              rig.takeCleanWork(probe.newBlock());
              rig.submit(late).mustBe(error(21));
            });
  }

  private static void all(Chapter errors) {
    errors
        .should("known-numbers")
        .source(MAJORITY)
        .requires("Errors have the numbers 20 to 25, or -3.")
        .watching(
            history -> {
              for (Message said : history.said()) {
                boolean right =
                    said.errorCode().isEmpty() || KNOWN.contains(said.errorCode().getAsInt());
                Mismatch.unless(right, "one of 20 to 25, -3", said.line());
              }
            });
    errors
        .should("text-for-people")
        .source("SPEC E; miners show it")
        .requires("Every error says in words what was wrong.")
        .watching(
            history -> {
              for (Message said : history.said()) {
                boolean silent =
                    said.error().isJsonArray()
                        && said.error().getAsJsonArray().size() > 1
                        && said.error().getAsJsonArray().get(1).toString().length() < 4;
                Mismatch.unless(!silent, "some words", said.line());
              }
            });
  }

  private static Seen submit(Probe probe, boolean subscribed) {
    String zeros = "00000000";
    String[] params = {probe.target().user(), "fffffff0", zeros + zeros, zeros, zeros};
    String line = Request.of("9", "mining.submit", Request.array(params));
    return (subscribed ? probe.subscribed() : probe.connect()).ask("9", line);
  }

  private static void code(
      Chapter errors, String slug, String sentence, Outcome right, Function<Rig, Seen> tried) {
    errors
        .should(slug)
        .source(MAJORITY)
        .requires(sentence)
        .by(probe -> tried.apply(probe.rig()).mustBe(right));
  }
}
