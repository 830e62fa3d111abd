package io.stratumj.core.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ended sessions held, kept for a while in case the miner comes back (SPEC H7).
 *
 * <p>Bounded by time and by count; what falls out goes back to the caller to be released.
 * <em>Thread-safe</em>: one short lock.
 */
final class ParkedSessions {
  private final long keepNanos;
  private final int countMax;
  private final Map<Token, Parked> parked = new LinkedHashMap<>();

  /** How many have shares, which nobody adds to here. */
  private int withShares;

  /** A tenure, and when its session ended. */
  private record Parked(Tenure tenure, long endedNanos) {}

  ParkedSessions(long keepNanos, int countMax) {
    this.keepNanos = keepNanos;
    this.countMax = countMax;
  }

  /** Keeps a tenure; answers those that fall out for it. */
  synchronized List<Tenure> park(Token token, Tenure tenure, long nowNanos) {
    parked.put(token, new Parked(tenure, nowNanos));
    withShares += shares(tenure);
    return fallen(nowNanos);
  }

  /** The tenure of this token, which is then nobody's but the caller's. */
  synchronized Optional<Tenure> take(Token token, long nowNanos) {
    Parked found = parked.get(token);
    if (found == null || nowNanos - found.endedNanos() >= keepNanos) {
      return Optional.empty();
    }
    parked.remove(token);
    withShares -= shares(found.tenure());
    return Optional.of(found.tenure());
  }

  /** Of those that have shares, the one whose session ended first; empty if none has. */
  synchronized Optional<Tenure> takeOldestWithShares() {
    Iterator<Parked> oldest = parked.values().iterator();
    while (withShares > 0 && oldest.hasNext()) {
      Tenure tenure = oldest.next().tenure();
      if (tenure.hasShares()) {
        oldest.remove();
        withShares--;
        return Optional.of(tenure);
      }
    }
    return Optional.empty();
  }

  /** Those kept long enough. */
  synchronized List<Tenure> expire(long nowNanos) {
    return fallen(nowNanos);
  }

  private List<Tenure> fallen(long nowNanos) {
    List<Tenure> fallen = List.of();
    Iterator<Parked> oldest = parked.values().iterator();
    while (oldest.hasNext()) {
      Parked next = oldest.next();
      if (parked.size() <= countMax && nowNanos - next.endedNanos() < keepNanos) {
        break;
      }
      if (fallen.isEmpty()) {
        fallen = new ArrayList<>(1);
      }
      fallen.add(next.tenure());
      oldest.remove();
      withShares -= shares(next.tenure());
    }
    return fallen;
  }

  private static int shares(Tenure tenure) {
    return tenure.hasShares() ? 1 : 0;
  }
}
