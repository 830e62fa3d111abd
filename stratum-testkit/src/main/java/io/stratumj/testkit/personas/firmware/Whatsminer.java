package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.VersionBits;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code btminer} of a WhatsMiner, by recorded lines; also the variant that is said to stay
 * idle until it is told a version mask.
 */
public final class Whatsminer extends CgminerFamily {
  private final String agent;
  private final String foreignSession;
  private final boolean waitsForMask;
  private boolean toldMask;

  private Whatsminer(Rig rig, String agent, String foreignSession, boolean waitsForMask) {
    super(rig, 196);
    this.agent = agent;
    this.foreignSession = foreignSession;
    this.waitsForMask = waitsForMask;
  }

  /** A program that is not connected. */
  public static Whatsminer v10(Rig rig) {
    return new Whatsminer(rig, "whatsminer/v1.0", "ae6812eb4cd7735a302a8a9dd95cf71f", false);
  }

  /** The variant that waits for a mask, with a session name of odd length. */
  public static Whatsminer v11(Rig rig) {
    return new Whatsminer(rig, "whatsminer/v1.1", "b08cf00d1", true);
  }

  @Override
  void opened() {
    toldMask = false;
    super.opened();
  }

  @Override
  void heard(PoolMessage message) {
    toldMask |= message.method().equals("mining.set_version_mask");
    super.heard(message);
  }

  @Override
  boolean isLoggedIn() {
    return super.isLoggedIn() && (toldMask || !waitsForMask);
  }

  @Override
  String agent() {
    return agent;
  }

  @Override
  Set<String> vocabulary() {
    return cgminerVocabulary();
  }

  @Override
  Optional<String> configureMask() {
    return Optional.of("1fffe000");
  }

  @Override
  String sessionToResume() {
    return bench().subscription().map(SubscribeReply::sessionId).orElse(foreignSession);
  }

  @Override
  public RequestSpelling submitSpelling() {
    return RequestSpelling.COMPACT;
  }

  @Override
  public VersionBits versionBits() {
    return VersionBits.ZEROS;
  }
}
