package io.stratumj.testkit.personas.work;

import io.stratumj.testkit.personas.line.RequestSpelling;
import java.time.Duration;
import java.util.Optional;

/** How a program mines: what most do, to be overridden where one differs. */
public interface Habits {
  /** What it demands of a notify. */
  NotifyRules notifyRules();

  /** A new set of its difficulties. */
  default DifficultyRule newDifficulty() {
    return DifficultyAtNextJob.exact();
  }

  /** How it writes extranonce2. */
  default Extranonce2Counter extranonce2() {
    return Extranonce2Counter.LITTLE_ENDIAN;
  }

  /** Where extranonce2 starts. */
  default long firstExtranonce2() {
    return 0;
  }

  /** Whether extranonce2 starts again with this job. */
  default boolean restartsExtranonce2(PoolJob job) {
    return true;
  }

  /** When a set_extranonce takes effect. */
  default ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.UNKNOWN;
  }

  /** Whether it submits a share of the old job after a set_extranonce. */
  default boolean submitsAfterExtranonceChange() {
    return false;
  }

  /** What it does with a job id it has had. */
  default RepeatedJob repeatedJob() {
    return RepeatedJob.TAKEN;
  }

  /** Whether it takes a job only if the header differs before the nonce. */
  default boolean takesOnlyNewHeaders() {
    return false;
  }

  /** Whether a share of the previous job comes after a job that is not clean. */
  default boolean submitsLate() {
    return true;
  }

  /** How many seconds it rolls nTime forward at most. */
  default int nTimeRoll() {
    return 0;
  }

  /** What it does with the sixth parameter. */
  default VersionBits versionBits() {
    return VersionBits.NONE;
  }

  /** Whether it drops leading zeros of the nonce, which it draws at random. */
  default boolean drawsNonces() {
    return false;
  }

  /** What it makes of an answer to a share. */
  default VerdictRule verdicts() {
    return VerdictRule.BY_RESULT;
  }

  /** After how long without a new job it stops hashing. */
  default Optional<Duration> stallsAfter() {
    return Optional.empty();
  }

  /** How long it waits for the answer to a share. */
  default Optional<Duration> answersWithin() {
    return Optional.empty();
  }

  /** How it writes its submits. */
  RequestSpelling submitSpelling();
}
