package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.work.VersionBits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ckolivas' {@code cgminer} 4.11.1, also as built with version rolling for the Dragonmint, which
 * mines only where that is granted.
 */
public final class Cgminer extends CgminerFamily {
  private final boolean rolling;

  private Cgminer(Rig rig, boolean rolling) {
    super(rig, 0);
    this.rolling = rolling;
  }

  /** A program that is not connected. */
  public static Cgminer plain(Rig rig) {
    return new Cgminer(rig, false);
  }

  /** The same, built to roll versions. */
  public static Cgminer rolling(Rig rig) {
    return new Cgminer(rig, true);
  }

  @Override
  String agent() {
    return "cgminer/4.11.1";
  }

  @Override
  Set<String> vocabulary() {
    return cgminerVocabulary();
  }

  @Override
  Optional<String> configureMask() {
    return rolling ? Optional.of("ffffffff") : Optional.empty();
  }

  @Override
  void rollingRefused(PoolMessage message) {
    throw new Breach(Rule.VERSION_ROLLING, message.line(), "does not use the pool at all");
  }

  @Override
  void loggedIn() {
    if (!rolling) {
      askNext("mining.suggest_difficulty", List.of(rig().setup().suggestedDifficulty()));
    }
  }

  @Override
  public VersionBits versionBits() {
    return rolling ? VersionBits.ROLLED : VersionBits.NONE;
  }
}
