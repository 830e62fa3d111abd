package io.stratumj.testkit.conformance.chapters.work;

import static io.stratumj.testkit.conformance.probe.Outcome.REFUSED;
import static io.stratumj.testkit.conformance.probe.Outcome.TRUE;

import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Message;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Seen;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.probe.Work;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How difficult shares are, and what changes of it mean (SPEC D). */
public final class Difficulties {
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  /** Pools that wait for their next job to carry a change are not waited for. */
  private static final Duration CHANGE_TIME = Duration.ofSeconds(5);

  private Difficulties() {}

  /** Adds its cases. */
  public static void describe(Chapter difficulty) {
    announcing(difficulty);
    judging(difficulty);
    changing(difficulty);
  }

  private static void announcing(Chapter difficulty) {
    difficulty
        .must("one-for-each-job")
        .source("SPEC H2, D3; cgminer queues: the second would hold for the job after the next")
        .requires("There are never two set_difficulty between two notifies.")
        .accepts("none. Pools that send it at once and again with a job fail")
        .watching(
            history -> {
              int since = 0;
              for (Message said : history.said()) {
                since += said.method().equals("mining.set_difficulty") ? 1 : 0;
                since = said.method().equals("mining.notify") ? 0 : since;
                Mismatch.unless(since <= 1, "a mining.notify in between", said.line());
              }
            });
    difficulty
        .should("not-repeated")
        .source("SPEC D3; cgminer shows each as a change")
        .requires("set_difficulty is not sent with the value that already holds.")
        .watching(
            history -> {
              List<BigDecimal> values = values(history);
              for (int i = 1; i < values.size(); i++) {
                Mismatch.unless(
                    values.get(i).compareTo(values.get(i - 1)) != 0,
                    "another value",
                    "again " + values.get(i));
              }
            });
    difficulty
        .should("plain-digits")
        .source("SPEC D3; firmwares read digits and a point")
        .requires("The number is written without an exponent.")
        .watching(
            history ->
                history
                    .calls("mining.set_difficulty")
                    .forEach(
                        said ->
                            Mismatch.unless(
                                said.params().get(0).toString().matches("[0-9]+(\\.[0-9]+)?"),
                                "digits and at most a point",
                                said.line())));
    difficulty
        .should("goes-before-the-job")
        .source("SPEC D3, H2; miners apply it to the next job")
        .requires("After a set_difficulty comes a job, with nothing in between but answers.")
        .accepts("a change of the mask or the extranonce in between")
        .watching(history -> beforeJob(history));
  }

  private static void judging(Chapter difficulty) {
    difficulty
        .must("barely-enough")
        .source("SPEC D1")
        .requires("A share that just meets the difficulty as printed is accepted.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              BigDecimal asked = rig.work().difficulty();
              BigDecimal harder = asked.multiply(new BigDecimal("1.01"));
              rig.submit(rig.mineBetween(rig.work(), asked, harder)).mustBe(TRUE);
            });
    difficulty
        .must("not-quite-enough")
        .source("SPEC D1")
        .requires("A share that misses the difficulty by some percent is refused.")
        .accepts("a tolerance of one percent, as NOMP's and miningcore's")
        .by(
            probe -> {
              Rig rig = probe.rig();
              BigDecimal asked = rig.work().difficulty();
              BigDecimal easier = asked.multiply(new BigDecimal("0.9"));
              BigDecimal harder = asked.multiply(new BigDecimal("0.98"));
              rig.submit(rig.mineBetween(rig.work(), easier, harder)).mustBe(REFUSED);
            });
  }

  private static void changing(Chapter difficulty) {
    difficulty
        .may("suggestion-obeyed")
        .source("SPEC C4")
        .requires("A suggestion before the login is the difficulty of the first job.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              BigDecimal wanted = new BigDecimal(probe.target().suggestedDifficulty());
              Mismatch.unless(
                  rig.work().difficulty().compareTo(wanted) == 0,
                  "difficulty " + wanted.toPlainString(),
                  rig.work().difficulty().toPlainString());
            });
    difficulty
        .must("harder-change-spares-old-jobs")
        .source("SPEC D2; every miner has shares of the old job under way")
        .requires("A share of a job is not judged by a harder difficulty that came after it.")
        .accepts("a pool that does not follow suggestions is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Work old = rig.work();
              Work next = change(rig, old.difficulty().multiply(FOUR));
              Mismatch.unless(
                  next.difficulty().compareTo(old.difficulty()) > 0,
                  "a harder job",
                  next.toString());
              if (next.clean()) {
                throw new Skipped("the pool drops the old job with the change");
              }
              rig.submit(rig.mineBetween(old, old.difficulty(), next.difficulty())).mustBe(TRUE);
            });
    difficulty
        .should("easier-change-holds-at-once")
        .source("SPEC D2; Bitaxe, NerdMiner and BFGMiner apply it to the job they have")
        .requires("A share of an older job is judged by an easier difficulty that came after it.")
        .accepts("a pool that does not follow suggestions is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Work old = rig.work();
              Work next =
                  change(rig, old.difficulty().divide(FOUR, java.math.MathContext.DECIMAL64));
              if (next.difficulty().compareTo(old.difficulty()) >= 0 || next.clean()) {
                throw new Skipped("the pool has not made it easier, or drops the old job");
              }
              rig.submit(rig.mineBetween(old, next.difficulty(), old.difficulty())).mustBe(TRUE);
            });
    difficulty
        .must("old-job-of-the-tip-lives")
        .source("SPEC J6; miners finish what they have begun")
        .requires("A job stays good when another comes with clean_jobs false.")
        .accepts("a pool that sends no such job in time is skipped")
        .by(
            probe -> {
              Rig rig = probe.rig();
              Work old = rig.work();
              Work next = change(rig, old.difficulty().multiply(BigDecimal.valueOf(2)));
              if (next.clean()) {
                throw new Skipped("the pool drops the old job with the change");
              }
              BigDecimal both = next.difficulty().max(old.difficulty());
              rig.submit(rig.mineBetween(old, both, both.multiply(FOUR))).mustBe(TRUE);
              rig.submit(rig.mine()).mustBe(TRUE);
            });
  }

  /** Suggests a difficulty and waits for the job that carries it. */
  private static Work change(Rig rig, BigDecimal wanted) {
    String params = "[" + wanted.toPlainString() + "]";
    rig.link().forget().say(Request.of("60", "mining.suggest_difficulty", params));
    Seen changed = rig.link().call("mining.set_difficulty", CHANGE_TIME);
    if (changed.message().isEmpty()) {
      throw new Skipped("the pool does not follow suggestions");
    }
    return rig.takeWork();
  }

  private static void beforeJob(History history) {
    boolean due = false;
    for (Message said : history.said()) {
      String method = said.method();
      if (due && !method.isEmpty()) {
        Mismatch.unless(
            method.equals("mining.notify")
                || method.equals("mining.set_version_mask")
                || method.equals("mining.set_extranonce"),
            "mining.notify after mining.set_difficulty",
            said.line());
        due = !method.equals("mining.notify");
      }
      due |= method.equals("mining.set_difficulty");
    }
  }

  private static List<BigDecimal> values(History history) {
    List<BigDecimal> values = new ArrayList<>();
    for (Message said : history.calls("mining.set_difficulty")) {
      values.add(said.params().get(0).getAsBigDecimal());
    }
    return values;
  }
}
