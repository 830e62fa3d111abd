package io.stratumj.core.session;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.JobCustomizer;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.spi.ShareValidator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The protocol side of one server: what is plugged in, the limits, the job board and the
 * extranonces. A transport makes a {@link ProtocolLoop} of it for each event loop.
 *
 * <p><em>Thread-safe.</em>
 */
public final class StratumProtocol {
  private final ProtocolOptions options;
  private final JobBoard jobs;
  private final BlockDispatcher blocks;
  private final AtomicLong sessionIds = new AtomicLong();

  StratumProtocol(ProtocolOptions options) {
    this.options = options;
    this.jobs =
        new JobBoard(
            options.clock(),
            options.extranonces().size() + options.extranonce2Size(),
            options.limits().silence().toNanos());
    this.blocks =
        new BlockDispatcher(
            options.blockSink(),
            options.blockListeners(),
            options.faultListener(),
            options.scheduler());
  }

  /**
   * Begins to describe a protocol.
   *
   * @param authorizer who decides who may mine; there is no default
   */
  public static ProtocolBuilder builder(Authorizer authorizer) {
    return new ProtocolBuilder(authorizer);
  }

  /** Where jobs are published. */
  public JobBoard jobs() {
    return jobs;
  }

  /**
   * What the conversations of one event loop share.
   *
   * @param onLoop runs a task on that loop's thread, soon; called from any thread
   */
  public ProtocolLoop newLoop(Executor onLoop) {
    return new ProtocolLoop(this, onLoop);
  }

  /** The limits in force. */
  public SessionLimits limits() {
    return options.limits();
  }

  /** How many block candidates have no final verdict yet. */
  public int unsettledBlocks() {
    return blocks.unsettled();
  }

  /** A place in the coinbase for a new session; empty when there is none left. */
  Optional<Tenure> take(DifficultyPlan plan, long nowNanos) {
    Optional<Bytes> extranonce1;
    try {
      extranonce1 = allocator().allocate(nowNanos);
    } catch (RuntimeException thrown) {
      fault("ExtranonceAllocator", 0, thrown);
      return Optional.empty();
    }
    SessionLimits limits = limits();
    return extranonce1.map(
        value ->
            new Tenure(
                new Extranonce(value, options.extranonce2Size()),
                new RecentWork(limits.jobs(), limits.jobMemory().toNanos()),
                plan));
  }

  /** Gives back what an ended session held. */
  void release(Tenure tenure, long nowNanos) {
    try {
      allocator().release(tenure.extranonce().extranonce1(), nowNanos);
    } catch (RuntimeException thrown) {
      fault("ExtranonceAllocator", 0, thrown);
    }
  }

  /** A random 128-bit name for a session. */
  String newToken() {
    RandomGenerator random = options.random();
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }

  long nextSessionId() {
    return sessionIds.incrementAndGet();
  }

  void fault(String where, long sessionId, Throwable fault) {
    options.faultListener().failed(where, sessionId, fault);
  }

  BlockDispatcher blocks() {
    return blocks;
  }

  LongSupplier clock() {
    return options.clock();
  }

  Authorizer authorizer() {
    return options.authorizer();
  }

  ShareSink shareSink() {
    return options.shareSink();
  }

  Acknowledgement acknowledgement() {
    return options.acknowledgement();
  }

  DifficultyPolicy difficulty() {
    return options.difficulty();
  }

  Supplier<? extends ShareValidator> validators() {
    return options.validators();
  }

  VersionMask versionMask() {
    return options.versionMask();
  }

  JobCustomizer customizer() {
    return options.customizer();
  }

  boolean hasNoCustomizer() {
    return !options.customized();
  }

  boolean accountMatches() {
    return options.accountMatches();
  }

  boolean workOnSubscribe() {
    return options.workOnSubscribe();
  }

  boolean falseOnFailure() {
    return options.falseOnFailure();
  }

  List<SessionListener> sessionListeners() {
    return options.sessionListeners();
  }

  List<ShareListener> shareListeners() {
    return options.shareListeners();
  }

  private ExtranonceAllocator allocator() {
    return options.extranonces();
  }
}
