package io.stratumj.testkit.memory;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.session.ProtocolLoop;
import io.stratumj.core.session.StratumProtocol;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A pool without sockets, threads and clocks: the real protocol, driven by the test as a transport
 * drives it. After every step of the test (something said, heard, or time passed) the pool takes
 * turns until it is at rest: posted tasks run, what was said arrives, the newest job is offered to
 * every link.
 *
 * <pre>{@code
 * MemoryPool pool = MemoryPool.open();
 * pool.jobs().publishClean(TestJobs.next());
 * MemoryLink miner = pool.connect();
 * miner.say("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}");
 * assertTrue(miner.take().contains("mining.notify"));
 * pool.pass(Duration.ofMinutes(10));
 * }</pre>
 *
 * <p>By default everybody may mine, and difficulty is so low that every hash is a share; options
 * change that. <em>Confined to the test's thread</em>; but what is plugged in may complete its
 * stages on any thread, and the pool notices in its next turn.
 */
public final class MemoryPool {
  /** A difficulty that every hash meets: no mining needed. */
  public static final double EVERY_HASH = 1e-10;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ROUNDS_MAX = 1_000_000;
  private static final long SEED = 42;

  private final ManualClock clock;
  private final LaterTasks later;
  private final List<String> faults = new ArrayList<>();
  private final StratumProtocol protocol;
  private final List<LoopTurns> loops;
  private final LinkTurns links = new LinkTurns();
  private final List<Runnable> secondHands = new ArrayList<>();

  private long nextSecondNanos;
  private boolean turning;

  private MemoryPool(
      ManualClock clock,
      Authorizer authorizer,
      int loopCount,
      UnaryOperator<ProtocolBuilder> options) {
    this.clock = clock;
    this.later = new LaterTasks(clock);
    ProtocolBuilder builder =
        StratumProtocol.builder(authorizer)
            .difficulty(DifficultyPolicy.fixed(EVERY_HASH))
            .faultListener(
                (where, sessionId, fault) ->
                    faults.add(where + " of session " + sessionId + ": " + fault));
    this.protocol = options.apply(builder).build(clock, later, new Random(SEED));
    this.loops = Stream.generate(() -> new LoopTurns(protocol)).limit(loopCount).toList();
    this.nextSecondNanos = clock.nanos() + SECOND_NANOS;
  }

  /** A pool that lets everybody in, on one loop. */
  public static MemoryPool open() {
    return open(UnaryOperator.identity());
  }

  /** A pool with some options changed, that lets everybody in, on one loop. */
  public static MemoryPool open(UnaryOperator<ProtocolBuilder> options) {
    return open(Authorizer.acceptAll(), 1, options);
  }

  /**
   * A pool.
   *
   * @param authorizer who may mine
   * @param loops how many event loops; links go to one after the other
   * @param options changes what is to be changed
   * @throws IllegalArgumentException if there is no loop
   */
  public static MemoryPool open(
      Authorizer authorizer, int loops, UnaryOperator<ProtocolBuilder> options) {
    return open(new ManualClock(), authorizer, loops, options);
  }

  /**
   * A pool on a clock that others may read as well.
   *
   * @param clock the time; moved by the pool alone
   */
  public static MemoryPool open(
      ManualClock clock, Authorizer authorizer, int loops, UnaryOperator<ProtocolBuilder> options) {
    if (loops < 1) {
      throw new IllegalArgumentException("a pool needs a loop, not " + loops);
    }
    return new MemoryPool(clock, authorizer, loops, options);
  }

  /** Where jobs are published; links hear of them in the next turn. */
  public JobBoard jobs() {
    return protocol.jobs();
  }

  /** The protocol behind it all. */
  public StratumProtocol protocol() {
    return protocol;
  }

  /** The time; use {@link #pass} to move it, or nobody is told. */
  public ManualClock clock() {
    return clock;
  }

  /** What went wrong in plugged-in parts, unless an option put another listener in place. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Connects by a perfect network. */
  public MemoryLink connect() {
    return connect(LinkConditions.PERFECT);
  }

  /** Connects by a network under these conditions. */
  public MemoryLink connect(LinkConditions conditions) {
    return connect(conditions, Optional.empty());
  }

  /** Connects somebody who hears for itself. */
  public MemoryLink connect(LinkConditions conditions, Peer peer) {
    return connect(conditions, Optional.of(peer));
  }

  /** Has a task run in every virtual second, after the sessions were told of it. */
  public void everySecond(Runnable task) {
    secondHands.add(task);
  }

  /**
   * Runs steps that happen at once, whatever they say on however many links: the pool takes its
   * turns after the last of them.
   */
  public void together(Runnable steps) {
    if (turning) {
      steps.run();
      return;
    }
    turning = true;
    try {
      steps.run();
    } finally {
      turning = false;
    }
    turn();
  }

  /**
   * Lets time pass, second by second: in each, sessions are told of it and the pool takes turns.
   * Delayed pieces and tasks come at their own moments in between.
   */
  public MemoryPool pass(Duration time) {
    turn();
    long end = clock.nanos() + time.toNanos();
    while (end - clock.nanos() > 0) {
      clock.advance(Duration.ofNanos(nextStep(end)));
      if (nextSecondNanos - clock.nanos() <= 0) {
        nextSecondNanos += SECOND_NANOS;
        loops.forEach(loop -> loop.tick(clock.nanos()));
        links.tick(clock.nanos());
        turn();
        List.copyOf(secondHands).forEach(Runnable::run);
      }
      turn();
    }
    return this;
  }

  /** Takes turns until everything is at rest. Every other call does so too. */
  public void turn() {
    if (turning) {
      return;
    }
    turning = true;
    try {
      int rounds = 0;
      while (round()) {
        if (++rounds > ROUNDS_MAX) {
          throw new AssertionError("after a million turns the pool is still not at rest");
        }
      }
    } finally {
      turning = false;
    }
  }

  private MemoryLink connect(LinkConditions conditions, Optional<Peer> peer) {
    ProtocolLoop loop = loops.get(links.counted() % loops.size()).loop();
    MemoryLink link = new MemoryLink(this, links, loop, conditions, peer);
    links.add(link);
    turn();
    return link;
  }

  /** How often a link was served or told of a second: what a run has cost. */
  long turnsGiven() {
    return links.serving().turns() + links.ticking().turns();
  }

  private boolean round() {
    boolean moved = later.runDue();
    for (LoopTurns loop : loops) {
      moved |= loop.runTasks();
    }
    return links.serve(protocol.jobs().current(), clock.nanos()) || moved;
  }

  /** How far time may go until something happens. */
  private long nextStep(long endNanos) {
    long now = clock.nanos();
    long step = Math.min(endNanos - now, nextSecondNanos - now);
    step = Math.min(step, positive(later.nanosUntilNext(now).orElse(Long.MAX_VALUE)));
    return Math.min(step, positive(links.nanosUntilNext(now)));
  }

  private static long positive(long nanos) {
    return Math.max(nanos, 1);
  }
}
