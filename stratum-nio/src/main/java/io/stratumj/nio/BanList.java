package io.stratumj.nio;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Addresses the pool does not want to hear from for a while. Nothing bans by itself: a stale or a
 * duplicate share is a miner's bad luck more often than bad faith, so it is the pool that decides.
 *
 * <pre>{@code
 * var bans = new BanList();
 * StratumServer.builder(jobs, authorizer).addressGate(bans)...
 * bans.ban(address, Duration.ofMinutes(10));
 * }</pre>
 *
 * <p>An IPv6 address stands for its /64, because whoever has one address has all of them. Bounded:
 * of more than {@value #BANS_MAX} bans, new ones are refused loudly.
 *
 * <p><em>Thread-safe</em>; nothing blocks.
 */
public final class BanList implements AddressGate {
  /** How many addresses may be banned at one time: some 10 MB. */
  public static final int BANS_MAX = 100_000;

  private final LongSupplier clock;
  private final Map<InetAddress, Long> endsAtNanos = new ConcurrentHashMap<>();

  /** Nobody is banned yet. */
  public BanList() {
    this(System::nanoTime);
  }

  BanList(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Refuses new connections from an address for this long from now on, also if it was banned for
   * another time before.
   *
   * @throws IllegalArgumentException if the time is not more than zero, or longer than 100 years
   * @throws IllegalStateException if there are too many bans already
   */
  public void ban(InetAddress address, Duration time) {
    Objects.requireNonNull(address, "address");
    if (time.isZero() || time.isNegative() || time.compareTo(Duration.ofDays(36_500)) > 0) {
      throw new IllegalArgumentException(
          "time is not more than zero and at most a century: " + time);
    }
    InetAddress subscriber = Subscriber.of(address);
    if (endsAtNanos.size() >= BANS_MAX && !endsAtNanos.containsKey(subscriber)) {
      forgetEnded();
      if (endsAtNanos.size() >= BANS_MAX) {
        throw new IllegalStateException(BANS_MAX + " addresses are banned already");
      }
    }
    endsAtNanos.put(subscriber, clock.getAsLong() + time.toNanos());
  }

  /** Ends a ban, if there is one. */
  public void lift(InetAddress address) {
    endsAtNanos.remove(Subscriber.of(address));
  }

  /** Who is banned, and for how much longer. */
  public Map<InetAddress, Duration> bans() {
    forgetEnded();
    long now = clock.getAsLong();
    Map<InetAddress, Duration> left = new HashMap<>();
    endsAtNanos.forEach((address, end) -> left.put(address, Duration.ofNanos(end - now)));
    return left;
  }

  @Override
  public boolean admits(InetAddress address) {
    if (endsAtNanos.isEmpty()) {
      return true;
    }
    InetAddress subscriber = Subscriber.of(address);
    Long end = endsAtNanos.get(subscriber);
    if (end == null) {
      return true;
    }
    boolean over = clock.getAsLong() - end >= 0;
    if (over) {
      endsAtNanos.remove(subscriber, end);
    }
    return over;
  }

  private void forgetEnded() {
    long now = clock.getAsLong();
    Iterator<Long> ends = endsAtNanos.values().iterator();
    while (ends.hasNext()) {
      if (now - ends.next() >= 0) {
        ends.remove();
      }
    }
  }
}
