package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.work.NotifyRules;
import io.stratumj.testkit.personas.work.VerdictRule;
import io.stratumj.testkit.personas.work.VersionBits;
import java.time.Duration;
import java.util.Set;

/**
 * What the firmwares of small open-source ASIC devices have in common: several requests in one
 * write, number ids from 1, six parameters in a submit, no end of patience.
 */
abstract class EspFirmware extends Firmware {
  static final int BRANCHES_MAX = 32;
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private int nextId;

  EspFirmware(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    nextId = 1;
  }

  @Override
  String submitId() {
    return takeId();
  }

  @Override
  Duration patience() {
    return FOR_EVER;
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.SPACED;
  }

  @Override
  public RequestSpelling submitSpelling() {
    return spelling();
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("crashes").cleanLast().branches(BRANCHES_MAX);
  }

  @Override
  public VersionBits versionBits() {
    return VersionBits.ROLLED;
  }

  @Override
  public VerdictRule verdicts() {
    return VerdictRule.BY_SHAPE;
  }

  final String takeId() {
    return Integer.toString(nextId++);
  }

  /** Whether the id is a number; the firmware cannot do with others. */
  static boolean hasNumberId(PoolMessage message) {
    return PoolMessage.isNumber(message.get("id"));
  }

  static Set<String> espVocabulary() {
    return Set.of(
        "mining.notify", "mining.set_difficulty", "mining.set_version_mask", "client.reconnect");
  }
}
