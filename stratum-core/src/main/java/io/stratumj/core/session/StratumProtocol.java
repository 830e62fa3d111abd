package io.stratumj.core.session;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.JobCustomizer;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.spi.ShareValidator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final ParkedSessions parked;
  private final Sessions sessions;
  private final ShareTally tally = new ShareTally();
  private final ShareMemory shareMemory;
  private final List<ProtocolLoop> loops = new CopyOnWriteArrayList<>();
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
            options.scheduler(),
            options.blockRetries(),
            options.blockKeeper());
    this.parked =
        new ParkedSessions(options.limits().resume().toNanos(), options.limits().resumable());
    this.sessions = new Sessions(this, options.reconnectHosts());
    this.shareMemory = new ShareMemory(options.shareMemory());
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
    ProtocolLoop loop = new ProtocolLoop(this, onLoop);
    loops.add(loop);
    return loop;
  }

  /** The live sessions, and what can be done to them. */
  public Sessions sessions() {
    return sessions;
  }

  /** The limits in force. */
  public SessionLimits limits() {
    return options.limits();
  }

  /** The block candidates that have no final verdict yet, and that no keeper has. */
  public List<BlockCandidate> unsettledBlocks() {
    return blocks.unsettled();
  }

  /**
   * Stops trying block candidates: those without a verdict go to the keeper that was plugged in, on
   * this thread. For the end of a server, when there is nothing left to submit them on.
   *
   * @param why in words for a log
   */
  public void giveUpBlocks(String why) {
    giveUpBlocks(why, options.blockKeeper());
  }

  /** The same with another keeper, for what the first did not keep. */
  public void giveUpBlocks(String why, BlockKeeper keeper) {
    blocks.giveUp(why, keeper);
  }

  /** What became of the accepted shares so far. */
  public ShareCounts shareCounts() {
    return tally.counts();
  }

  ShareTally tally() {
    return tally;
  }

  ShareMemory shareMemory() {
    return shareMemory;
  }

  /** A place in the coinbase for a new session; empty when there is none left. */
  Optional<Tenure> take(DifficultyPlan plan, long nowNanos) {
    Optional<Extranonce> place = takeExtranonce(nowNanos);
    return place.isEmpty() ? Optional.empty() : Optional.of(new Tenure(place.get(), plan));
  }

  /** An extranonce nobody else has; empty when there is none left. */
  Optional<Extranonce> takeExtranonce(long nowNanos) {
    try {
      Optional<Bytes> value = allocator().allocate(nowNanos);
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(new Extranonce(value.get(), options.extranonce2Size()));
    } catch (RuntimeException thrown) {
      fault("ExtranonceAllocator", 0, thrown);
      return Optional.empty();
    }
  }

  /** Whether ended sessions are kept for miners that come back. */
  boolean isResumable() {
    return !limits().resume().isZero();
  }

  /** A session has ended: what it held is kept for a while, or given back. */
  void leave(Token token, Tenure tenure, long nowNanos) {
    if (isResumable() && tenure.last() != null) {
      park(token, tenure, nowNanos);
    } else {
      release(tenure, nowNanos);
    }
  }

  void park(Token token, Tenure tenure, long nowNanos) {
    for (Tenure fallen : parked.park(token, tenure, nowNanos)) {
      release(fallen, nowNanos);
    }
  }

  /** What the ended session of this token held. */
  Optional<Tenure> unpark(Token token, long nowNanos) {
    return parked.take(token, nowNanos);
  }

  void expireParked(long nowNanos) {
    for (Tenure fallen : parked.expire(nowNanos)) {
      release(fallen, nowNanos);
    }
  }

  List<ProtocolLoop> loops() {
    return loops;
  }

  /** Gives back what an ended session held. */
  void release(Tenure tenure, long nowNanos) {
    tenure.forgetShares();
    release(tenure.extranonce(), nowNanos);
    tenure.former().forEach(former -> release(former.extranonce(), nowNanos));
  }

  private void release(Extranonce extranonce, long nowNanos) {
    try {
      allocator().release(extranonce.extranonce1(), nowNanos);
    } catch (RuntimeException thrown) {
      fault("ExtranonceAllocator", 0, thrown);
    }
  }

  /**
   * Makes room to remember another share, by giving up what sessions with shares held that ended,
   * the first before the others: miners that are here come before those that may come back. False
   * if that is not enough.
   */
  boolean makeShareRoom(long nowNanos) {
    while (!shareMemory.hasRoom()) {
      Optional<Tenure> oldest = parked.takeOldestWithShares();
      if (oldest.isEmpty()) {
        return false;
      }
      release(oldest.get(), nowNanos);
    }
    return true;
  }

  /** Shares are refused for want of memory: says so once, until there is plenty again. */
  void shareMemoryIsShort(long sessionId) {
    if (shareMemory.isNewlyShort()) {
      fault(
          "share memory",
          sessionId,
          new IllegalStateException(
              "the hashes of the accepted shares take "
                  + shareMemory.bytes()
                  + " of the "
                  + shareMemory.bytesMax()
                  + " bytes they may take (ProtocolBuilder.shareMemory, by default a third of the"
                  + " heap): shares of sessions with more than their part are refused, and of all"
                  + " when it is full, until the jobs on a former block are forgotten"));
    }
  }

  /** A random 128-bit name for a session. */
  Token newToken() {
    RandomGenerator random = options.random();
    return new Token(random.nextLong(), random.nextLong());
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

  ShareOverflow shareOverflow() {
    return options.shareOverflow();
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

  boolean strictWords() {
    return options.strictWords();
  }

  boolean tellsTransactions() {
    return options.tellsTransactions();
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
