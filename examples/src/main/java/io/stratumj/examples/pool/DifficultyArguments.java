package io.stratumj.examples.pool;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that is about difficulties, as picocli fills it in. */
final class DifficultyArguments {
  /** Whether something is on. Named as it is written. */
  enum Toggle {
    on,
    off
  }

  @Option(
      names = "--difficulty",
      paramLabel = "N",
      description =
          "The share difficulty; with --vardiff on where it starts. Fractions such as 1e-7 are"
              + " allowed. Default: 0.001; 0.1 for scrypt")
  private @Nullable Difficulty difficulty;

  @Option(
      names = "--vardiff",
      paramLabel = "on|off",
      description = "Whether the difficulty follows each miner. Default: on without --difficulty")
  private @Nullable Toggle vardiff;

  @Option(
      names = "--shares-per-minute",
      paramLabel = "N",
      description = "What vardiff aims at, 0.1 to 600. Default: 10")
  private @Nullable Double sharesPerMinute;

  @Option(
      names = "--min-difficulty",
      paramLabel = "N",
      description = "The least difficulty of vardiff. Default: 1e-9")
  private @Nullable Difficulty minDifficulty;

  @Option(
      names = "--max-difficulty",
      paramLabel = "N",
      description =
          "The greatest difficulty of vardiff, which never goes above the network's anyway."
              + " Default: 1e15")
  private @Nullable Difficulty maxDifficulty;

  /**
   * The policy that was asked for.
   *
   * @param start the difficulty if nobody has said
   * @throws IllegalArgumentException naming an option that is out of range or contradicts another
   */
  DifficultyPolicy policy(Difficulty start) {
    return new DifficultyOptions(
            start,
            Optional.ofNullable(difficulty),
            Optional.ofNullable(vardiff).map(toggle -> toggle == Toggle.on),
            Optional.ofNullable(sharesPerMinute),
            Optional.ofNullable(minDifficulty),
            Optional.ofNullable(maxDifficulty))
        .policy();
  }
}
