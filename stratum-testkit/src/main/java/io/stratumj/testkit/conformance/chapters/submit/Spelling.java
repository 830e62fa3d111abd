package io.stratumj.testkit.conformance.chapters.submit;

import static io.stratumj.testkit.conformance.probe.Outcome.CLOSED;
import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Share;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How shares are written, well and badly (SPEC S1). */
public final class Spelling {
  private static final String BAD = "an error of any number; the end of the connection";

  private Spelling() {}

  /** Adds its cases. */
  public static void describe(Chapter submit) {
    good(submit);
    bad(submit);
    shapes(submit);
  }

  private static void good(Chapter submit) {
    submit
        .must("five-params")
        .source("SPEC S1; most miners")
        .requires("A share that meets the difficulty, in five parameters, is accepted.")
        .by(probe -> accepted(probe, Rig::mine));
    submit
        .must("nonce-without-zeros")
        .source("SPEC S1; NerdMiner drops leading zeros: one share in sixteen")
        .requires("A nonce of fewer than eight digits stands for the same number.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mineShortNonce();
              String digits = share.nonce().replaceFirst("^0+", "");
              rig.submit(share.withNonce(digits)).mustBe(TRUE);
            });
    submit
        .must("high-nonce")
        .source("SPEC S1; a nonce is unsigned")
        .requires("A nonce above 7fffffff is as good as any other.")
        .by(probe -> accepted(probe, Rig::mine));
    submit
        .should("capital-letters")
        .source("SPEC S1; tools")
        .requires("Hex may have capital letters.")
        .by(probe -> accepted(probe, rig -> rig.mine().inCapitals()));
    submit
        .should("0x-prefix")
        .source("SPEC S1; tools")
        .requires("A nonce may have 0x before it.")
        .by(
            probe ->
                accepted(
                    probe,
                    rig -> {
                      Share share = rig.mine();
                      return share.withNonce("0x" + share.nonce());
                    }));
    submit
        .should("more-params")
        .source("SPEC S1; forks of ckpool add some")
        .requires("Parameters after the sixth are ignored.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String line = rig.mine().withVersionBits("00000000").line("9");
              String more = line.substring(0, line.length() - 2) + ",\"more\",7]}";
              rig.link().ask("9", more).mustBe(TRUE);
            });
    submit
        .must("sixth-param-of-zeros")
        .source("SPEC S3; WhatsMiner, Bitaxe and NerdQAxe send it without negotiating")
        .requires("Version bits of zero are fine in a session that rolls no versions.")
        .by(probe -> accepted(probe, rig -> rig.mine().withVersionBits("00000000")));
    extranonce2(submit, "extranonce2-of-zeros", "00");
    extranonce2(submit, "extranonce2-of-ones", "ff");
    submit
        .must("extranonce2-counts-from-the-end")
        .source("SPEC S1; NerdQAxe counts big-endian, others little-endian")
        .requires("Any bytes will do for extranonce2.")
        .by(
            probe ->
                accepted(
                    probe,
                    rig -> {
                      int digits = 2 * rig.subscribed().extranonce2Size();
                      return rig.mineWith("0".repeat(digits - 1) + "1");
                    }));
    submit
        .should("escaped-worker")
        .source("RFC 8259; C miners escape by accident, others write names in escapes")
        .requires("A worker's name is the same however its characters are escaped.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String name = probe.target().user();
              String escaped = "\"\\u%04x%s\"".formatted((int) name.charAt(0), name.substring(1));
              String line = rig.mine().line("9").replace("\"" + name + "\"", escaped);
              rig.link().ask("9", line).mustBe(TRUE);
            });
  }

  private static void bad(Chapter submit) {
    refused(submit, "nonce-of-nine-digits", share -> share.withNonce("1" + share.nonce()));
    refused(submit, "nonce-of-twenty-digits", share -> share.withNonce("0".repeat(20)));
    refused(submit, "nonce-not-hex", share -> share.withNonce("zzzzzzzz"));
    refused(submit, "nonce-empty", share -> share.withNonce(""));
    refused(submit, "nonce-with-sign", share -> share.withNonce("-1234567"));
    refused(submit, "nonce-with-plus", share -> share.withNonce("+" + share.nonce()));
    refused(submit, "nonce-with-blank", share -> share.withNonce(" " + share.nonce()));
    refused(submit, "ntime-not-hex", share -> share.withNTime("yesterda"));
    refused(submit, "ntime-of-nine-digits", share -> share.withNTime("1" + share.nTime()));
    refused(
        submit,
        "extranonce2-short",
        share -> share.withExtranonce2(share.extranonce2().substring(2)));
    refused(submit, "extranonce2-long", share -> share.withExtranonce2(share.extranonce2() + "00"));
    refused(
        submit,
        "extranonce2-odd",
        share -> share.withExtranonce2(share.extranonce2().substring(1)));
    refused(submit, "extranonce2-empty", share -> share.withExtranonce2(""));
    refused(
        submit,
        "extranonce2-not-hex",
        share -> share.withExtranonce2("x".repeat(share.extranonce2().length())));
    refused(
        submit, "extranonce2-of-1000-digits", share -> share.withExtranonce2("0".repeat(1_000)));
    refused(submit, "job-id-empty", share -> share.forJob(""));
    refused(submit, "version-bits-not-hex", share -> share.withVersionBits("0000z000"));
  }

  private static void shapes(Chapter submit) {
    shape(submit, "no-params", "[]");
    shape(submit, "four-params", "[\"a\",\"1\",\"00000000\",\"00000000\"]");
    shape(submit, "params-of-null", "[null,null,null,null,null]");
    shape(submit, "params-of-arrays", "[[],[],[],[],[]]");
    shape(submit, "params-of-objects", "[{},{},{},{},{}]");
    submit
        .must("numbers-for-hex")
        .source("SPEC S1. v2 translators once sent numbers")
        .requires("A share whose time and nonce are JSON numbers is answered.")
        .accepts("true, an error")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Share share = rig.mine();
              String line =
                  share
                      .line("9")
                      .replace("\"" + share.nonce() + "\"", decimal(share.nonce()))
                      .replace("\"" + share.nTime() + "\"", decimal(share.nTime()));
              rig.link().ask("9", line).mustBe(TRUE, REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .should("cut-submit")
        .source("SPEC F3; cpuminer-multi cuts submits with long names at 511 bytes")
        .requires("A submit that was cut does not end the connection.")
        .accepts("an error for it, or nothing")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.link().say(rig.mine().line("9").substring(0, 60));
              rig.submit(rig.mine()).mustBe(TRUE);
            });
  }

  private static String decimal(String hex) {
    return Long.toString(Long.parseLong(hex, 16));
  }

  private static void accepted(Probe probe, Function<Rig, Share> mined) {
    Rig rig = probe.rig();
    rig.submit(mined.apply(rig)).mustBe(TRUE);
  }

  private static void extranonce2(Chapter submit, String slug, String octet) {
    submit
        .must(slug)
        .source("SPEC S1; NerdMiner never counts, others begin anywhere")
        .requires("Any bytes will do for extranonce2.")
        .by(
            probe ->
                accepted(
                    probe, rig -> rig.mineWith(octet.repeat(rig.subscribed().extranonce2Size()))));
  }

  private static void refused(Chapter submit, String slug, UnaryOperator<Share> spoilt) {
    submit
        .must(slug)
        .source("SPEC S1")
        .requires("A share with a field of the wrong form is not accepted.")
        .accepts(BAD)
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(spoilt.apply(rig.mine())).mustBe(REFUSED, CLOSED);
              probe.stillServes();
            });
  }

  private static void shape(Chapter submit, String slug, String params) {
    submit
        .must(slug)
        .source("SPEC S1; p2pool panics on four parameters")
        .requires("A submit without the parameters it needs is refused, and harms nobody.")
        .accepts(BAD)
        .by(
            probe -> {
              probe
                  .rig()
                  .link()
                  .ask("9", Request.of("9", "mining.submit", params))
                  .mustBe(REFUSED, CLOSED);
              probe.stillServes();
            });
  }
}
