package io.stratumj.core.session;

import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.FaultListener;
import io.stratumj.core.spi.JobCustomizer;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.core.vardiff.Vardiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Describes a {@link StratumProtocol}. What is not set has a default that is safe; who may mine has
 * none, so it stands in {@link StratumProtocol#builder}.
 *
 * <p>Not thread-safe.
 */
public final class ProtocolBuilder {
  private static final int EXTRANONCE2_SIZE = 8;
  private static final int EXTRANONCE1_SIZE = 4;

  /** Of as many parts of the heap the shares' hashes may take one. */
  private static final int HEAP_PARTS = 3;

  private final Authorizer authorizer;
  private SessionLimits limits = SessionLimits.defaults();
  private DifficultyPolicy difficulty = Vardiff.startingAt(1024);
  private Supplier<? extends ShareValidator> validators = Sha256dShareValidator::new;
  private Optional<ExtranonceAllocator> extranonces = Optional.empty();
  private int extranonce2Size = EXTRANONCE2_SIZE;
  private VersionMask versionMask = VersionMask.BIP320;
  private ShareSink shareSink = ShareSink.discarding();
  private Acknowledgement acknowledgement = Acknowledgement.ON_RECORDED;
  private ShareOverflow shareOverflow = ShareOverflow.REFUSE;
  private long shareMemory = Runtime.getRuntime().maxMemory() / HEAP_PARTS;
  private BlockSink blockSink = BlockSink.discarding();
  private BlockRetries blockRetries = BlockRetries.DEFAULTS;
  private BlockKeeper blockKeeper = BlockKeeper.none();
  private Optional<JobCustomizer> customizer = Optional.empty();
  private boolean accountMatches = true;
  private boolean workOnSubscribe;
  private boolean falseOnFailure;
  private boolean strictWords;
  private boolean tellsTransactions;
  private Set<String> reconnectHosts = Set.of();
  private final List<SessionListener> sessionListeners = new ArrayList<>();
  private final List<ShareListener> shareListeners = new ArrayList<>();
  private final List<BlockListener> blockListeners = new ArrayList<>();
  private FaultListener faultListener = (where, sessionId, fault) -> {};

  ProtocolBuilder(Authorizer authorizer) {
    this.authorizer = Objects.requireNonNull(authorizer, "authorizer");
  }

  /** The bounds of a session. */
  public ProtocolBuilder limits(SessionLimits value) {
    limits = Objects.requireNonNull(value, "limits");
    return this;
  }

  /** How difficulties are chosen [vardiff from 1024, 10 shares a minute]. */
  public ProtocolBuilder difficulty(DifficultyPolicy value) {
    difficulty = Objects.requireNonNull(value, "difficulty");
    return this;
  }

  /**
   * How shares are hashed [SHA-256d].
   *
   * @param value makes one validator for each event loop
   */
  public ProtocolBuilder shareValidator(Supplier<? extends ShareValidator> value) {
    validators = Objects.requireNonNull(value, "shareValidator");
    return this;
  }

  /** Who hands out extranonce1 [4 bytes, counted from a random start]. */
  public ProtocolBuilder extranonces(ExtranonceAllocator value) {
    extranonces = Optional.of(value);
    return this;
  }

  /**
   * How many bytes of extranonce a miner has for itself [8].
   *
   * @throws IllegalArgumentException if not in 2..8
   */
  public ProtocolBuilder extranonce2Size(int value) {
    if (value < Extranonce.SIZE_MIN || value > Extranonce.SIZE_MAX) {
      throw new IllegalArgumentException("extranonce2Size is not in 2..8: " + value);
    }
    extranonce2Size = value;
    return this;
  }

  /** The version bits miners may roll [BIP320]. */
  public ProtocolBuilder versionMask(VersionMask value) {
    versionMask = Objects.requireNonNull(value, "versionMask");
    return this;
  }

  /** Where accepted shares are recorded [nowhere]. */
  public ProtocolBuilder shareSink(ShareSink value) {
    shareSink = Objects.requireNonNull(value, "shareSink");
    return this;
  }

  /** When a share is acknowledged [when it is recorded]. */
  public ProtocolBuilder acknowledgement(Acknowledgement value) {
    acknowledgement = Objects.requireNonNull(value, "acknowledgement");
    return this;
  }

  /**
   * What happens to a share of a session of which {@link SessionLimits#pendingShares} wait to be
   * recorded [it is refused].
   */
  public ProtocolBuilder shareOverflow(ShareOverflow value) {
    shareOverflow = Objects.requireNonNull(value, "shareOverflow");
    return this;
  }

  /**
   * How many bytes the hashes of accepted shares may take in all sessions of the server together [a
   * third of the largest heap; several servers in a process must divide it]. One takes about 31,
   * from when its share is accepted until the jobs on its parent block are forgotten. Past half of
   * the bound, shares of a session with more than its part are refused; past all of it ended
   * sessions cannot be resumed, and if that is not enough, all shares are refused: none may be
   * forgotten, and a server without memory serves nobody. The fault listener hears of the first
   * that is refused.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public ProtocolBuilder shareMemory(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("shareMemory is not above 0: " + bytes);
    }
    shareMemory = bytes;
    return this;
  }

  /** Where block candidates are submitted [nowhere]. */
  public ProtocolBuilder blockSink(BlockSink value) {
    blockSink = Objects.requireNonNull(value, "blockSink");
    return this;
  }

  /** How long a candidate is tried when the sink does not know its fate [20 attempts]. */
  public ProtocolBuilder blockRetries(BlockRetries value) {
    blockRetries = Objects.requireNonNull(value, "blockRetries");
    return this;
  }

  /** Who gets the candidates that are not tried any more [nobody; a server's log]. */
  public ProtocolBuilder blockKeeper(BlockKeeper value) {
    blockKeeper = Objects.requireNonNull(value, "blockKeeper");
    return this;
  }

  /** Gives sessions jobs of their own [nobody]. */
  public ProtocolBuilder jobCustomizer(JobCustomizer value) {
    customizer = Optional.of(value);
    return this;
  }

  /** Whether {@code a} may submit as the authorized {@code a.b} and the other way round [yes]. */
  public ProtocolBuilder accountMatches(boolean value) {
    accountMatches = value;
    return this;
  }

  /** Whether work is sent on subscribe alone, before anybody is authorized [no]. */
  public ProtocolBuilder workOnSubscribe(boolean value) {
    workOnSubscribe = value;
    return this;
  }

  /** Whether a failed request has the result {@code false} instead of {@code null} [no]. */
  public ProtocolBuilder falseOnFailure(boolean value) {
    falseOnFailure = value;
    return this;
  }

  /**
   * Whether nTime, nonce and version bits must have exactly eight digits [no: NerdMiner drops
   * leading zeros, and a share is judged by its header, not by its spelling].
   */
  public ProtocolBuilder strictWords(boolean value) {
    strictWords = value;
    return this;
  }

  /**
   * Whether {@code mining.get_transactions} tells the transactions of a job [no: an empty list]. A
   * job whose transactions have more than 64 KiB is answered with an empty list all the same.
   */
  public ProtocolBuilder tellTransactions(boolean value) {
    tellsTransactions = value;
    return this;
  }

  /** The hosts miners may be sent to with {@code client.reconnect} [none]. */
  public ProtocolBuilder reconnectHosts(Set<String> value) {
    reconnectHosts = Set.copyOf(value);
    return this;
  }

  /** Adds a listener to sessions. */
  public ProtocolBuilder sessionListener(SessionListener value) {
    sessionListeners.add(Objects.requireNonNull(value, "sessionListener"));
    return this;
  }

  /** Adds a listener to judged shares. */
  public ProtocolBuilder shareListener(ShareListener value) {
    shareListeners.add(Objects.requireNonNull(value, "shareListener"));
    return this;
  }

  /** Adds a listener to block candidates. */
  public ProtocolBuilder blockListener(BlockListener value) {
    blockListeners.add(Objects.requireNonNull(value, "blockListener"));
    return this;
  }

  /** Who hears of what should not happen [nobody]. */
  public ProtocolBuilder faultListener(FaultListener value) {
    faultListener = Objects.requireNonNull(value, "faultListener");
    return this;
  }

  /**
   * Builds the protocol. The three arguments are what keeps it free of time, chance and threads.
   *
   * @param clock nanoseconds of an arbitrary origin, never going back
   * @param scheduler runs block submissions, off the event loops
   * @param random unguessable in production: session tokens are made of it
   */
  public StratumProtocol build(
      LongSupplier clock, TaskScheduler scheduler, RandomGenerator random) {
    return new StratumProtocol(
        new ProtocolOptions(
            authorizer,
            clock,
            scheduler,
            random,
            limits,
            difficulty,
            validators,
            extranonces.orElseGet(
                () -> ExtranonceSpace.ofSize(EXTRANONCE1_SIZE, random.nextLong())),
            extranonce2Size,
            versionMask,
            shareSink,
            acknowledgement,
            shareOverflow,
            shareMemory,
            blockSink,
            blockRetries,
            blockKeeper,
            customizer.orElse(JobCustomizer.none()),
            customizer.isPresent(),
            accountMatches,
            workOnSubscribe,
            falseOnFailure,
            strictWords,
            tellsTransactions,
            reconnectHosts,
            List.copyOf(sessionListeners),
            List.copyOf(shareListeners),
            List.copyOf(blockListeners),
            faultListener));
  }
}
