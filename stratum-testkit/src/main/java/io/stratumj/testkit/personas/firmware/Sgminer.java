package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.work.DifficultyAtNextJob;
import io.stratumj.testkit.personas.work.DifficultyRule;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import java.util.Set;

/**
 * {@code sgminer} 5.1.1: asks for extranonces before it authorizes, and mixes the new one with the
 * old job's name.
 */
public final class Sgminer extends CgminerFamily {
  /** A program that is not connected. */
  public Sgminer(Rig rig) {
    super(rig, 0);
  }

  @Override
  String agent() {
    return "sgminer/5.1.1";
  }

  @Override
  Set<String> vocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "mining.ping",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }

  @Override
  boolean asksForExtranonce() {
    return true;
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.WITH_PORT_AS_TEXT;
  }

  @Override
  public DifficultyRule newDifficulty() {
    return DifficultyAtNextJob.exact();
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.AT_ONCE;
  }

  @Override
  public boolean submitsAfterExtranonceChange() {
    return true;
  }
}
