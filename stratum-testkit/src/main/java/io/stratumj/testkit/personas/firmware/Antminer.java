package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.VersionBits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code bmminer} of a stock Antminer S9. */
public final class Antminer extends CgminerFamily {
  private static final String SESSION_OF_ANOTHER_POOL = "0100006c";
  private static final int COINBASE_BYTES_MAX = 750;

  /** A program that is not connected. */
  public Antminer(Rig rig) {
    super(rig, 0);
  }

  @Override
  String agent() {
    return "bmminer/2.0.0/Antminer S9/13500";
  }

  @Override
  Set<String> vocabulary() {
    Set<String> words = new HashSet<>(cgminerVocabulary());
    words.add("mining.multi_version");
    return words;
  }

  @Override
  Optional<String> configureMask() {
    return Optional.of("ffffffff");
  }

  @Override
  String sessionToResume() {
    return bench().subscription().map(SubscribeReply::sessionId).orElse(SESSION_OF_ANOTHER_POOL);
  }

  /** An old question about AsicBoost; what comes back is booked as a share. */
  @Override
  void loggedIn() {
    askNext("mining.multi_version", List.of(1));
  }

  @Override
  public NotifyRules notifyRules() {
    return super.notifyRules().coinbase(COINBASE_BYTES_MAX);
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.AT_ONCE;
  }

  @Override
  public VersionBits versionBits() {
    return VersionBits.ROLLED;
  }

  @Override
  public int nTimeRoll() {
    return 5;
  }
}
