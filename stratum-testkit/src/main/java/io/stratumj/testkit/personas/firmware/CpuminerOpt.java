package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.ShareFound;
import java.time.Duration;
import java.util.Set;

/** JayDDee's {@code cpuminer-opt} 26.1: as cpuminer-multi, but stricter, and it never pauses. */
public final class CpuminerOpt extends NextLineMiner {
  /** A program that is not connected. */
  public CpuminerOpt(Rig rig) {
    super(rig);
  }

  @Override
  String agent() {
    return "cpuminer-opt-26.1-x64L";
  }

  @Override
  Set<String> vocabulary() {
    return CpuminerMulti.extendedVocabulary();
  }

  @Override
  int extranonce2SizeMin() {
    return 2;
  }

  @Override
  int extranonce2SizeMax() {
    return 16;
  }

  @Override
  boolean asksForExtranonce() {
    return true;
  }

  @Override
  void unknown(PoolMessage message) {
    CpuminerMulti.answerUnknown(this, message);
  }

  @Override
  void submit(ShareFound share) {
    CpuminerMulti.submitInto512Bytes(this, share);
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(10);
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("crashes (SIGSEGV)");
  }
}
