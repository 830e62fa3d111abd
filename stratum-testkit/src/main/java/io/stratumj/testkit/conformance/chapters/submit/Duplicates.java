package io.stratumj.testkit.conformance.chapters.submit;

import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Share;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.List;
import java.util.function.UnaryOperator;

/** That no work is paid twice, and that different work is (SPEC S5). */
public final class Duplicates {
  private static final int FLOOD = 30;

  private Duplicates() {}

  /** Adds its cases. */
  public static void describe(Chapter submit) {
    same(submit, "duplicate", "the same text", share -> share);
    same(submit, "duplicate-in-capitals", "capital letters", Share::inCapitals);
    same(
        submit,
        "duplicate-with-0x",
        "0x before the nonce",
        share -> share.withNonce("0x" + share.nonce()));
    same(
        submit,
        "duplicate-with-version-bits",
        "version bits of zero",
        share -> share.withVersionBits("00000000"));
    submit
        .must("duplicate-respelled")
        .source("SPEC S5; NOMP and public-pool compare texts: they fail")
        .requires("A nonce with and without its leading zeros is the same work.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mineShortNonce();
              rig.submit(share).mustBe(TRUE);
              rig.submit(share.withNonce(share.nonce().replaceFirst("^0+", ""))).mustBe(REFUSED);
            });
    others(submit);
    distinct(submit);
  }

  private static void others(Chapter submit) {
    submit
        .must("duplicate-by-another-worker")
        .source("SPEC S5")
        .requires("The same work under the name of another worker is not accepted again.")
        .accepts("a pool that lets in one worker for a link is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String second = probe.secondWorker();
              String line = Request.authorize("8", second, probe.target().password());
              if (!TRUE.holds().test(rig.link().ask("8", line))) {
                throw new Skipped("the pool lets in one worker for a link");
              }
              Share share = rig.mine();
              rig.submit(share).mustBe(TRUE);
              rig.submit(share.by(second)).mustBe(REFUSED);
            });
    submit
        .must("duplicates-in-one-packet")
        .source("SPEC S5; NerdQAxe and old Bitaxes send a share twice within 30 ms")
        .requires("Of the same share twice in one packet exactly one is accepted.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mine();
              Link link = rig.link().say(share.line("8"), share.line("9"));
              Seen one = link.answer("8").mustBe(TRUE, REFUSED);
              Seen two = link.answer("9").mustBe(TRUE, REFUSED);
              boolean both = TRUE.holds().test(one) && TRUE.holds().test(two);
              boolean none = REFUSED.holds().test(one) && REFUSED.holds().test(two);
              Mismatch.unless(!both && !none, "one accepted", both ? "both were" : "none was");
            });
    submit
        .should("duplicates-are-no-crime")
        .source("SPEC L4; BFGMiner repeats work after a job was announced again")
        .requires("Thirty duplicates are answered, and the link is kept.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mine();
              rig.submit(share).mustBe(TRUE);
              for (int i = 0; i < FLOOD; i++) {
                rig.submit(share).mustBe(REFUSED);
              }
              rig.submit(rig.mine()).mustBe(TRUE);
            });
  }

  private static void distinct(Chapter submit) {
    submit
        .must("other-extranonce2-is-other-work")
        .source("SPEC S5")
        .requires("Shares that differ in extranonce2 are different work.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mine()).mustBe(TRUE);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .must("other-version-bits-are-other-work")
        .source("SPEC S5; miningcore leaves the bits out of its key: it fails")
        .requires("Shares that differ in their version bits alone are different work.")
        .accepts("a pool that does not roll versions is skipped")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              int mask = Integer.parseUnsignedInt(rig.mask(), 16);
              String one = "%08x".formatted(Integer.lowestOneBit(mask));
              String other = "%08x".formatted(Integer.highestOneBit(mask));
              List<Share> twins = rig.mineTwins(one, other);
              rig.submit(twins.get(0)).mustBe(TRUE);
              rig.submit(twins.get(1)).mustBe(TRUE);
            });
    submit
        .should("refused-shares-are-not-remembered")
        .source("SPEC S5; btcpool and p2pool call the second try a duplicate: they fail")
        .requires("A share that was refused as too low is refused for the same reason again.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mineTooLow();
              String first = rig.submit(share).mustBe(REFUSED).get().error().toString();
              String second = rig.submit(share).mustBe(REFUSED).get().error().toString();
              Mismatch.unless(second.equals(first), first, second);
            });
  }

  private static void same(
      Chapter submit, String slug, String how, UnaryOperator<Share> respelled) {
    submit
        .must(slug)
        .source("SPEC S5; whoever compares texts pays twice")
        .requires("A share that was accepted is not accepted again, with " + how + ".")
        .accepts("an error of any number")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mine();
              rig.submit(share).mustBe(TRUE);
              rig.submit(respelled.apply(share)).mustBe(REFUSED);
            });
  }
}
