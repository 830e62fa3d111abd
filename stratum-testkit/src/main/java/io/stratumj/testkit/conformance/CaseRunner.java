package io.stratumj.testkit.conformance;

import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Link;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Probe;
import io.stratumj.testkit.conformance.probe.Request;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Skipped;
import io.stratumj.testkit.conformance.probe.Target;
import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.suite.Case;
import io.stratumj.testkit.conformance.suite.Procedure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs cases against one pool, one after the other, and keeps what went over every connection for
 * the cases that look back. <em>Confined to one thread.</em>
 */
final class CaseRunner {
  private static final int ATTEMPTS_MAX = 3;
  private static final String DISTURBED =
      "three times a new block came in between, and it looked wrong";

  private final Target target;
  private final List<Transcript> connections = new ArrayList<>();
  private final Map<Transcript, History> histories = new HashMap<>();
  private boolean toured;

  CaseRunner(Target target) {
    this.target = target;
  }

  /** Runs one case. */
  CaseResult run(Case one) {
    long startNanos = System.nanoTime();
    if (one.procedure() instanceof Procedure.Attempt attempt) {
      return attempt(one, attempt, startNanos);
    }
    if (one.procedure() instanceof Procedure.Watch watch) {
      return watch(one, watch, startNanos);
    }
    return CaseResult.skipped(
        one.requirement(), "cannot be seen from outside: " + one.requirement().accepts());
  }

  private CaseResult watch(Case one, Procedure.Watch watch, long startNanos) {
    tour();
    for (Transcript connection : List.copyOf(connections)) {
      History history = histories.computeIfAbsent(connection, History::of);
      CaseResult result =
          judge(one, () -> watch.look(history), () -> List.of(connection), startNanos);
      if (result.verdict() != CaseResult.Verdict.PASSED) {
        return result;
      }
    }
    return CaseResult.passed(one.requirement(), since(startNanos));
  }

  /** Tries again when a new block has come in between: what went wrong may be right then. */
  private CaseResult attempt(Case one, Procedure.Attempt attempt, long startNanos) {
    for (int i = 1; ; i++) {
      try (Probe probe = new Probe(target)) {
        CaseResult result = judge(one, () -> attempt.run(probe), probe::transcripts, startNanos);
        connections.addAll(probe.transcripts());
        boolean wrong = result.verdict() == CaseResult.Verdict.FAILED;
        if (result.verdict() == CaseResult.Verdict.PASSED || !probe.wasDisturbed()) {
          return result;
        }
        if (i == ATTEMPTS_MAX) {
          return wrong ? CaseResult.skipped(one.requirement(), DISTURBED) : result;
        }
      }
    }
  }

  /** A pool's answer may have any shape: what a case cannot read is the pool's failure. */
  private static CaseResult judge(
      Case one, Runnable look, Supplier<List<Transcript>> shown, long startNanos) {
    Mismatch mismatch;
    try {
      look.run();
      return CaseResult.passed(one.requirement(), since(startNanos));
    } catch (Skipped skipped) {
      return CaseResult.skipped(one.requirement(), String.valueOf(skipped.getMessage()));
    } catch (Mismatch wrong) {
      mismatch = wrong;
    } catch (RuntimeException unreadable) {
      mismatch = new Mismatch(List.of("an answer that can be read"), unreadable.toString());
    }
    String transcript =
        shown.get().stream().map(Transcript::toString).collect(Collectors.joining("--\n"));
    return CaseResult.failed(
        one.requirement(), mismatch.expected(), mismatch.actual(), transcript, since(startNanos));
  }

  /**
   * Has the pool say everything once, so that there is something to look back at even if no other
   * case was chosen.
   */
  private void tour() {
    if (toured) {
      return;
    }
    toured = true;
    try (Probe probe = new Probe(target)) {
      try {
        Rig rig = probe.rig();
        rig.submit(rig.mine().forJob("fffffff0"));
        rig.submit(rig.mine());
        rig.link().say(Request.of("90", "mining.nobody_knows_this", "[]"));
        rig.link().answer("90", probe.patience());
        Link configured = probe.connect().say(Request.versionRolling("1", "ffffffff"));
        configured.answer("1", probe.patience());
      } catch (Mismatch | Skipped said) {
        // Other cases judge that; here it only counts what was said until then.
        toured = true;
      }
      connections.addAll(probe.transcripts());
    }
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
