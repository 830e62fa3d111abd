package io.stratumj.testkit.swarm.line;

import java.util.Optional;

/**
 * What a connection has been given to work with. A difficulty or an extranonce that is told holds
 * from the next job on, as it does for real miners; a version mask holds at once. <em>Confined to
 * one thread.</em>
 */
public final class WorkInHand {
  private Extranonces extranoncesTold = Extranonces.NONE;
  private Extranonces extranonces = Extranonces.NONE;
  private double difficultyTold = 1;
  private double difficulty = 1;
  private boolean rolling;
  private int mask;
  private Optional<HeldJob> job = Optional.empty();

  /** Takes what a subscribe reply gives. */
  public void subscribed(RareLine reply) {
    extranoncesTold = reply.subscription();
    extranonces = extranoncesTold;
  }

  /** Takes what a configure reply gives. */
  public void configured(RareLine reply) {
    reply
        .grantedMask()
        .ifPresent(
            granted -> {
              rolling = true;
              mask = granted.bits();
            });
  }

  /** Takes what a notification tells; one that is not about work is ignored. */
  public void told(RareLine said) {
    switch (said.method()) {
      case "mining.set_difficulty" -> difficultyTold = said.setDifficulty();
      case "mining.set_extranonce" -> extranoncesTold = said.setExtranonce();
      case "mining.set_version_mask" -> mask = said.setVersionMask().bits();
      default -> {}
    }
  }

  /** Takes a job, with what was told before it. */
  public void take(HeldJob newest) {
    job = Optional.of(newest);
    extranonces = extranoncesTold;
    difficulty = difficultyTold;
  }

  /** The newest job; absent before the first. */
  public Optional<HeldJob> job() {
    return job;
  }

  /** What makes this miner's coinbases of the job different. */
  public Extranonces extranonces() {
    return extranonces;
  }

  /** The difficulty of the job; 1 if none was told, as for real miners. */
  public double difficulty() {
    return difficulty;
  }

  /** Whether version rolling was negotiated, so that submits carry version bits. */
  public boolean isRolling() {
    return rolling;
  }

  /** The bits that may be rolled. */
  public int mask() {
    return rolling ? mask : 0;
  }
}
