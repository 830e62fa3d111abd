package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.store.StoreOptions;
import io.stratumj.nio.ListenerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the example pool, as picocli fills it in. */
@Command(
    name = "stratum-pool",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "A Stratum v1 mining pool for SHA-256d and scrypt miners.",
      "Without options it serves a simulated chain on port 3333 to whoever connects, under any name"
          + " and password.",
      "Its first word may be report: then it prints what a pool has recorded; see report --help."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:ended by SIGTERM or Ctrl-C",
      "1:could not start, for example because the port is in use, or failed",
      "2:an option is unknown, or its value is wrong"
    })
final class PoolCommand {
  private static final int LOOPS_MAX = 256;
  private static final Duration BLOCK_INTERVAL_MIN = Duration.ofMillis(100);
  private static final Duration BLOCK_INTERVAL_MAX = Duration.ofDays(1);
  private static final Duration JOB_INTERVAL_MIN = Duration.ofSeconds(1);
  private static final Duration JOB_INTERVAL_MAX = Duration.ofHours(1);
  private static final Duration DRAIN_MAX = Duration.ofHours(1);

  /** A witness key hash that nobody has the key to. */
  private static final Bytes PAYOUT_DEFAULT = Bytes.fromHex("0014" + "00".repeat(20));

  /** How much is logged. Named as it is written, and as the logger wants it. */
  enum LogLevel {
    error,
    warn,
    info,
    debug,
    trace
  }

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:3333",
      description =
          "Where to listen; may be given several times. Port 0 lets the system choose; an IPv6"
              + " address stands in brackets. Default: ${DEFAULT-VALUE}")
  private List<ListenerOptions> listen = List.of();

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "sha256d",
      description =
          "How miners prove their work: ${COMPLETION-CANDIDATES}; scrypt is Litecoin's. Difficulty"
              + " 1 is what miners of the algorithm take it for: 2^32 or 2^16 hashes. Default:"
              + " ${DEFAULT-VALUE}")
  private Algorithm algorithm = Algorithm.sha256d;

  @Mixin private DifficultyArguments difficulty = new DifficultyArguments();

  @Mixin private NodeArguments node = new NodeArguments();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "Serve the getblocktemplate answer in this file instead of the simulated chain. Blocks"
              + " are reported, but there is no node to submit them to.")
  private @Nullable BlockTemplate template;

  @Option(
      names = "--block-interval",
      paramLabel = "SECONDS",
      description =
          "After how long somebody else finds a block of the simulated chain, 0.1 or more; 0"
              + " for never, so that only the miners find blocks. Default: 0")
  private @Nullable Duration blockInterval;

  @Option(
      names = "--job-interval",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "After how long without a new job the same work is sent again with a later time, 1 to"
              + " 3600. Default: ${DEFAULT-VALUE}")
  private Duration jobInterval = Duration.ZERO;

  @Option(
      names = "--network-bits",
      paramLabel = "HEX",
      description =
          "The simulated chain's target in compact form, eight hex digits. Default: 1d200000, that is"
              + " 2^27 (134 million) hashes for a block on average: 10 seconds for one CPU core at 14"
              + " MH/s, some 5 minutes at 0.4 MH/s; for scrypt 1e400000, 2^18 hashes. An ASIC wants a"
              + " harder one, for example 19200000 (2^59 hashes).")
  private @Nullable NetworkBits networkBits;

  @Option(
      names = "--payout-script",
      paramLabel = "HEX",
      description =
          "The output script blocks pay to, 1 to 100 bytes. Default on the simulated chain: a key"
              + " nobody has")
  private @Nullable Bytes payoutScript;

  @Option(
      names = "--extranonce-prefix",
      paramLabel = "HEX",
      description =
          "What every extranonce1 begins with, 1 to 4 hex digits, which leave 65,536 values or"
              + " more for miners: pools on one chain with different prefixes never hand out the"
              + " same work. Default: none")
  private @Nullable ExtranoncePrefix extranoncePrefix;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "Event loops, 1 to 256. Default: half the processors, at most 4")
  private @Nullable Integer loops;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Connections at one time. Default: 50000")
  private @Nullable Integer maxConnections;

  @Mixin private EntranceOptions entrance = new EntranceOptions();

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Over how long to send the miners away when the pool ends, 0 to 3600, so that they do not"
              + " come to the next pool all at once. Default: ${DEFAULT-VALUE}")
  private Duration drain = Duration.ZERO;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description =
          "What to log on standard error: error, warn, info, debug or trace. Default:"
              + " ${DEFAULT-VALUE}")
  private LogLevel logLevel = LogLevel.info;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  private boolean help;

  /** Whether only the help is wanted. */
  boolean helpWanted() {
    return help;
  }

  /** How much to log. */
  LogLevel logLevel() {
    return logLevel;
  }

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException naming an option that is out of range or contradicts another
   */
  PoolOptions options() {
    Optional<NodeOptions> nodes = node.options(payoutScript != null);
    if (nodes.isPresent() && template != null) {
      throw new IllegalArgumentException("--node and --template contradict each other");
    }
    if (template != null || nodes.isPresent()) {
      String chosen = template != null ? "--template" : "--node";
      refuseWith(chosen, "--block-interval", blockInterval);
      refuseWith(chosen, "--network-bits", networkBits);
    }
    Duration blocks = blockInterval == null ? Duration.ZERO : blockInterval;
    if (!blocks.isZero()
        && (blocks.compareTo(BLOCK_INTERVAL_MIN) < 0 || blocks.compareTo(BLOCK_INTERVAL_MAX) > 0)) {
      throw new IllegalArgumentException(
          "--block-interval is neither 0 nor from 0.1 to 86400 seconds");
    }
    if (jobInterval.compareTo(JOB_INTERVAL_MIN) < 0
        || jobInterval.compareTo(JOB_INTERVAL_MAX) > 0) {
      throw new IllegalArgumentException("--job-interval is not from 1 to 3600 seconds");
    }
    if (drain.isNegative() || drain.compareTo(DRAIN_MAX) > 0) {
      throw new IllegalArgumentException("--drain is not from 0 to 3600 seconds");
    }
    return new PoolOptions(
        entrance.listeners(listen),
        algorithm,
        difficulty.policy(algorithm.startDifficulty()),
        nodes,
        Optional.ofNullable(template),
        networkBits == null ? algorithm.networkBits() : networkBits,
        blocks,
        jobInterval,
        payoutScript == null ? PAYOUT_DEFAULT : payoutScript,
        Optional.ofNullable(extranoncePrefix),
        store.location(),
        inRange("--loops", loops, LOOPS_MAX),
        inRange("--max-connections", maxConnections, Integer.MAX_VALUE),
        entrance.connectionsPerAddress(),
        drain);
  }

  private static void refuseWith(String chosen, String option, @Nullable Object value) {
    if (value != null) {
      throw new IllegalArgumentException(
          option + " is for the simulated chain and means nothing with " + chosen);
    }
  }

  private static OptionalInt inRange(String option, @Nullable Integer value, int most) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is not from 1 to %d: %d".formatted(option, most, value));
    }
    return OptionalInt.of(value);
  }
}
