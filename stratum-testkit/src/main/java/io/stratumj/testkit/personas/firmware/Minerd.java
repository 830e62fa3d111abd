package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.work.RepeatedJob;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code minerd} of pooler's cpuminer 2.5.1. */
public final class Minerd extends NextLineMiner {
  /** A program that is not connected. */
  public Minerd(Rig rig) {
    super(rig);
  }

  @Override
  String agent() {
    return "cpuminer/2.5.1";
  }

  @Override
  Set<String> vocabulary() {
    return minerdVocabulary();
  }

  @Override
  int extranonce2SizeMax() {
    return 100;
  }

  @Override
  boolean asksForExtranonce() {
    return false;
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Optional<Duration> stallsAfter() {
    return Optional.of(Duration.ofMinutes(2));
  }

  @Override
  public RepeatedJob repeatedJob() {
    return RepeatedJob.IGNORED;
  }

  @Override
  public boolean takesOnlyNewHeaders() {
    return true;
  }
}
