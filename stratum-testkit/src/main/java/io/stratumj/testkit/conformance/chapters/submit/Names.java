package io.stratumj.testkit.conformance.chapters.submit;

import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.suite.Chapter;

/** Under which names shares count (SPEC H5, S2). */
public final class Names {
  private static final int WORKERS = 3;

  private Names() {}

  /** Adds its cases. */
  public static void describe(Chapter submit) {
    submit
        .should("three-workers")
        .source("SPEC H5, S2; slush's and stratehm's proxies")
        .requires("Of three workers on one link each may submit, in any order.")
        .accepts("a pool that lets in one worker for a link is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              for (int i = 1; i <= WORKERS; i++) {
                authorize(probe, rig, account(probe) + ".w" + i);
              }
              for (int i = WORKERS; i >= 1; i--) {
                rig.submit(rig.mine().by(account(probe) + ".w" + i)).mustBe(TRUE);
              }
            });
    submit
        .should("sibling-worker")
        .source("SPEC S2. Pools that look at the account alone fail")
        .requires("A worker of the same account who was not authorized here is a stranger.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              rig.submit(rig.mine().by(account(probe) + ".never-authorized")).mustBe(REFUSED);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
    submit
        .may("worker-part-added")
        .source("SPEC S2; some firmwares add a part after the point")
        .requires("Where the account a is authorized, a.b may submit.")
        .accepts("a pool that does not let in an account without worker is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String plain = "plain" + account(probe);
              authorize(probe, rig, plain);
              rig.submit(rig.mine().by(plain + ".rig7")).mustBe(TRUE);
            });
    submit
        .should("name-in-utf8-and-escapes")
        .source("RFC 8259; cpuminer and cgminer write UTF-8 as it is, other tools escape it")
        .requires("A name outside ASCII is the same worker as UTF-8 and in escapes.")
        .accepts("a pool that does not let in such a name is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              authorize(probe, rig, account(probe) + ".rig\u00f6");
              String id = rig.nextId();
              String line = rig.mine().by(account(probe) + ".rig\u00f6").line(id);
              rig.link().ask(id, line.replace("\u00f6", "\\u00f6")).mustBe(TRUE);
            });
  }

  private static void authorize(Probe probe, Rig rig, String worker) {
    String id = rig.nextId();
    String line = Request.authorize(id, worker, probe.target().password());
    if (!TRUE.holds().test(rig.link().ask(id, line))) {
      throw new Skipped("the pool does not let in " + worker);
    }
  }

  private static String account(Probe probe) {
    return probe.target().user().split("\\.", 2)[0];
  }
}
