package io.stratumj.examples.pool;

import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.ShareResult;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps count of what happens and tells it in one line:
 *
 * <pre>{@code
 * status: 2 miners; shares: 130 accepted, 3 rejected (2 low difficulty, 1 duplicate), 1 stale; 13.9 MH/s; last block 900001, 12 s ago
 * }</pre>
 *
 * A miner is a session with an authorized worker. A share counts as stale when its job had been
 * replaced by a clean one; every other refusal counts as rejected. The block is the last one that
 * was judged other than rejected.
 *
 * <p><em>Thread-safe</em>; the callbacks never block.
 */
final class PoolStatus implements SessionListener, ShareListener, BlockListener {
  private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

  private final LongSupplier clock;
  private final HashrateEstimate hashrate;
  private final LongAdder miners = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final Map<RejectReason, LongAdder> refused = new EnumMap<>(RejectReason.class);
  private volatile @Nullable LastBlock lastBlock;

  /** The last block that counts. */
  private record LastBlock(String height, long atNanos) {}

  /**
   * Nothing has happened.
   *
   * @param clock nanoseconds of an arbitrary origin
   * @param difficultyOne the target of difficulty 1
   */
  PoolStatus(LongSupplier clock, Target difficultyOne) {
    this.clock = clock;
    this.hashrate = new HashrateEstimate(difficultyOne);
    for (RejectReason reason : RejectReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  @Override
  public void authorized(SessionInfo session, WorkerName worker) {
    if (session.workers().size() == 1) { // its first one
      miners.increment();
    }
  }

  @Override
  public void disconnected(SessionInfo session, DisconnectReason reason) {
    if (!session.workers().isEmpty()) {
      miners.decrement();
    }
  }

  @Override
  public void judged(ShareResult result, long sessionId) {
    if (result instanceof ShareResult.Accepted share) {
      accepted.increment();
      hashrate.credit(share.share().difficulty().toDouble(), clock.getAsLong());
    } else if (result instanceof ShareResult.Rejected rejected) {
      count(rejected.reason()).increment();
    }
  }

  @Override
  public void judged(BlockCandidate candidate, BlockVerdict verdict) {
    if (verdict.isFinal() && !(verdict instanceof BlockVerdict.Rejected)) {
      var height = BlockHeight.of(candidate.coinbase());
      lastBlock =
          new LastBlock(
              height.isPresent() ? Integer.toString(height.getAsInt()) : "of unknown height",
              clock.getAsLong());
    }
  }

  /** How things stand, in one line. */
  String line() {
    long now = clock.getAsLong();
    long mining = miners.sum();
    return "status: %d %s; shares: %d accepted, %s, %d stale; %s; %s"
        .formatted(
            mining,
            mining == 1 ? "miner" : "miners",
            accepted.sum(),
            rejectedWords(),
            count(RejectReason.STALE).sum(),
            rateWords(hashrate.hashesPerSecond(now)),
            blockWords(now));
  }

  private String rejectedWords() {
    String byReason =
        refused.entrySet().stream()
            .filter(entry -> entry.getKey() != RejectReason.STALE && entry.getValue().sum() > 0)
            .map(entry -> entry.getValue().sum() + " " + words(entry.getKey()))
            .collect(Collectors.joining(", "));
    long all = refused.values().stream().mapToLong(LongAdder::sum).sum();
    long rejected = all - count(RejectReason.STALE).sum();
    return rejected + " rejected" + (byReason.isEmpty() ? "" : " (" + byReason + ")");
  }

  private String blockWords(long nowNanos) {
    LastBlock last = lastBlock;
    return last == null
        ? "no block yet"
        : "last block %s, %d s ago"
            .formatted(last.height(), TimeUnit.NANOSECONDS.toSeconds(nowNanos - last.atNanos()));
  }

  private LongAdder count(RejectReason reason) {
    LongAdder count = refused.get(reason);
    if (count == null) {
      throw new IllegalStateException("not counted: " + reason);
    }
    return count;
  }

  private static String words(RejectReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Three digits or so, and the unit that keeps them in front of the point: {@code 13.9 MH/s}. */
  static String rateWords(double hashesPerSecond) {
    double rate = hashesPerSecond;
    int unit = 0;
    while (rate >= 1_000 && unit < UNITS.length - 1) {
      rate /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sH/s", rate, UNITS[unit]);
  }
}
