package io.stratumj.testkit.personas;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.personas.line.Setup;

/**
 * What the owner of a mining program has configured, and how strong its hardware is. Immutable;
 * start from {@link #DEFAULTS}: each other method answers other options.
 */
public final class PersonaOptions {
  /**
   * Worker {@code alice.rig1} with password {@code x}, one share a second found by 200,000 hashes
   * at most, double SHA-256; suggests a difficulty of 1000 where the program suggests one, and
   * sells nothing below 524,288 where it is a marketplace.
   */
  public static final PersonaOptions DEFAULTS = new PersonaOptions();

  private String worker = "alice.rig1";
  private String password = "x";
  private Difficulty suggested = Difficulty.of(1_000);
  private Difficulty worthwhile = Difficulty.of(524_288);
  private Target difficultyOne = Target.DIFFICULTY_ONE;
  private int sharesPerSecond = 1;
  private int hashesPerSecond = 200_000;
  private long seed = 1;

  private PersonaOptions() {}

  /** Another worker, with its password. */
  public PersonaOptions withWorker(String newWorker, String newPassword) {
    PersonaOptions changed = copy();
    changed.worker = newWorker;
    changed.password = newPassword;
    return changed;
  }

  /** Another difficulty for those that suggest one. */
  public PersonaOptions suggesting(Difficulty difficulty) {
    PersonaOptions changed = copy();
    changed.suggested = difficulty;
    return changed;
  }

  /** Another difficulty below which a marketplace sells nothing. */
  public PersonaOptions worthwhileFrom(Difficulty difficulty) {
    PersonaOptions changed = copy();
    changed.worthwhile = difficulty;
    return changed;
  }

  /**
   * Another unit of difficulty: with an easy target for difficulty 1, on the pool's side too,
   * difficulties are numbers as in the field and shares are still found at once.
   */
  public PersonaOptions withDifficultyOne(Target target) {
    PersonaOptions changed = copy();
    changed.difficultyOne = target;
    return changed;
  }

  /**
   * Another hardware.
   *
   * @param shares how many are submitted in a second at most
   * @param hashes how many are tried for one share in a second at most
   * @throws IllegalArgumentException if one is not positive
   */
  public PersonaOptions perSecond(int shares, int hashes) {
    if (shares < 1 || hashes < 1) {
      throw new IllegalArgumentException(
          "shares and hashes must be positive: " + shares + ", " + hashes);
    }
    PersonaOptions changed = copy();
    changed.sharesPerSecond = shares;
    changed.hashesPerSecond = hashes;
    return changed;
  }

  /** Another seed, for what is random. */
  public PersonaOptions seeded(long newSeed) {
    PersonaOptions changed = copy();
    changed.seed = newSeed;
    return changed;
  }

  Setup setup() {
    return new Setup(
        worker,
        password,
        suggested.toBigDecimal(),
        difficultyOne.toBigInteger(),
        sharesPerSecond,
        hashesPerSecond,
        worthwhile.toBigDecimal(),
        seed);
  }

  private PersonaOptions copy() {
    PersonaOptions copy = new PersonaOptions();
    copy.worker = worker;
    copy.password = password;
    copy.suggested = suggested;
    copy.worthwhile = worthwhile;
    copy.difficultyOne = difficultyOne;
    copy.sharesPerSecond = sharesPerSecond;
    copy.hashesPerSecond = hashesPerSecond;
    copy.seed = seed;
    return copy;
  }
}
