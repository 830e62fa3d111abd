package io.stratumj.testkit.conformance.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The pool that is looked at, and how. Immutable.
 *
 * @param address where it listens
 * @param user a worker it lets in
 * @param password that worker's password
 * @param refusedUser a worker it does not let in, if there is one
 * @param timeout how long it may take to answer
 * @param newBlock how often it gets a new block, if it does
 * @param hashesMax how many hashes one share may cost on average
 * @param suggestedDifficulty what it is asked for, in bare digits; empty to ask for nothing
 * @param slow whether there is time for deadlines of minutes
 */
public record Target(
    InetSocketAddress address,
    String user,
    String password,
    Optional<String> refusedUser,
    Duration timeout,
    Optional<Duration> newBlock,
    long hashesMax,
    String suggestedDifficulty,
    boolean slow) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long HASHES_MAX = 2_000_000;
  private static final String EASY = "0.0000001";

  /** The pool at an address, and what a run has by default. */
  public static Target at(InetSocketAddress address) {
    return new Target(
        address,
        "conformance.1",
        "x",
        Optional.empty(),
        TIMEOUT,
        Optional.empty(),
        HASHES_MAX,
        EASY,
        false);
  }

  /** Logs in so. */
  public Target as(String newUser, String newPassword) {
    return new Target(
        address,
        newUser,
        newPassword,
        refusedUser,
        timeout,
        newBlock,
        hashesMax,
        suggestedDifficulty,
        slow);
  }

  /** With a worker it does not let in. */
  public Target refusing(String worker) {
    return new Target(
        address,
        user,
        password,
        Optional.of(worker),
        timeout,
        newBlock,
        hashesMax,
        suggestedDifficulty,
        slow);
  }

  /** With this patience. */
  public Target within(Duration newTimeout) {
    return new Target(
        address,
        user,
        password,
        refusedUser,
        newTimeout,
        newBlock,
        hashesMax,
        suggestedDifficulty,
        slow);
  }

  /** With a new block this often. */
  public Target withBlockEvery(Duration interval) {
    return new Target(
        address,
        user,
        password,
        refusedUser,
        timeout,
        Optional.of(interval),
        hashesMax,
        suggestedDifficulty,
        slow);
  }

  /** With shares that cost at most this. */
  public Target withHashesMax(long hashes) {
    return new Target(
        address, user, password, refusedUser, timeout, newBlock, hashes, suggestedDifficulty, slow);
  }

  /** Asking for this difficulty. */
  public Target suggesting(String difficulty) {
    return new Target(
        address, user, password, refusedUser, timeout, newBlock, hashesMax, difficulty, slow);
  }

  /** With time for slow cases. */
  public Target slowly() {
    return new Target(
        address,
        user,
        password,
        refusedUser,
        timeout,
        newBlock,
        hashesMax,
        suggestedDifficulty,
        true);
  }
}
