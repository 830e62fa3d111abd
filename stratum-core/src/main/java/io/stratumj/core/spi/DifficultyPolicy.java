package io.stratumj.core.spi;

import io.stratumj.api.work.Difficulty;

/**
 * Chooses each session's share difficulty. Immutable and thread-safe; the state of one session
 * lives in the {@link Controller} it opens.
 *
 * <p>What a miner asks for comes first: {@code d=} in the password fixes the difficulty and the
 * policy is not asked, a minimum or suggestion is a floor or a start. The server clamps whatever
 * the policy answers to {@link #minimum()}, {@link #maximum()}, the miner's floor and the network
 * difficulty.
 */
public interface DifficultyPolicy {
  /** The difficulty of a session that asked for nothing. */
  Difficulty initial();

  /** The least difficulty anybody gets. */
  Difficulty minimum();

  /** The greatest difficulty anybody gets. */
  Difficulty maximum();

  /**
   * Begins to watch one session. What this or one of the limits throws ends the session; the miner
   * connects again, and this is asked anew.
   */
  Controller open();

  /**
   * Watches the shares of one session. <em>Loop-confined</em>; must not block. Numbers are
   * difficulties; answering {@code current} changes nothing.
   *
   * <p>A session that is resumed goes on with the controller it had.
   */
  interface Controller {
    /**
     * A share at the current difficulty was accepted, or was good and there was no room for it.
     *
     * @param current the difficulty in force
     * @param nowNanos the session's clock, in nanoseconds of arbitrary origin
     * @return the difficulty to go to
     */
    double shareAccepted(double current, long nowNanos);

    /**
     * Some time, a second or more, has passed; parameters and result as above. Called every second
     * while the miner is active, and then whenever {@link #quietNanos} is over.
     */
    double timePassed(double current, long nowNanos);

    /**
     * For how long {@link #timePassed} need not be called if no share is accepted meanwhile: what
     * it would answer in that time is {@code current}. Ten thousand silent miners then cost
     * nothing. Asked after {@link #timePassed}; parameters as above.
     *
     * @return nanoseconds; 0, the default, for being called every second
     */
    default long quietNanos(double current, long nowNanos) {
      return 0;
    }

    /**
     * Another difficulty is now in force, by this controller's wish or somebody else's.
     *
     * @param current the new difficulty
     */
    void changed(double current, long nowNanos);
  }

  /** The same difficulty for everybody, for ever. */
  static DifficultyPolicy fixed(Difficulty difficulty) {
    return new FixedDifficulty(difficulty);
  }

  /** The same difficulty for everybody, for ever. */
  static DifficultyPolicy fixed(double difficulty) {
    return fixed(Difficulty.of(difficulty));
  }
}
