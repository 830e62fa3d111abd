package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.line.JobLines;
import io.stratumj.testkit.swarm.line.Outstanding;
import io.stratumj.testkit.swarm.line.ServerLine;
import io.stratumj.testkit.swarm.line.SwarmBuffers;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.report.Fate;
import io.stratumj.testkit.swarm.report.JobWave;
import io.stratumj.testkit.swarm.report.Submission;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a swarm: the phases, the loop they turn, and what miners tell of themselves. {@link
 * #stop} may be called by any thread; all else is <em>confined to the thread of {@link #run}</em>.
 */
public final class SwarmRun {
  private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SwarmOptions options;
  private final Selector selector;
  private final SwarmBuffers buffers = new SwarmBuffers();
  private final ServerLine line = new ServerLine();
  private final JobLines jobs = new JobLines();
  private final Claims claims;
  private final Tally tally = new Tally();
  private final Tally mischiefTally = new Tally();
  private final Alarms alarms = new Alarms();
  private final List<SwarmMiner> miners = new ArrayList<>();
  private final Gathering gathering;
  private final Progress progress;
  private final Consumer<SelectionKey> selected = this::selected;

  private volatile boolean stopping;
  private Duty duty = Duty.NONE;
  private long now = System.nanoTime();
  private int ready;
  private long failed;
  private long lost;
  private String firstProblem = "";

  /**
   * Opens a selector.
   *
   * @throws IOException if there is no descriptor left for it
   */
  public SwarmRun(SwarmOptions options) throws IOException {
    this.options = options;
    this.selector = Selector.open();
    this.claims = new Claims(options.seed());
    this.gathering = new Gathering(this);
    this.progress = new Progress(this);
    for (int i = 0; i < options.miners(); i++) {
      Optional<Mischief> mischief = Mischief.of(i, this);
      miners.add(new SwarmMiner(i, this, mischief, mischief.isEmpty() ? tally : mischiefTally));
    }
  }

  /** Has the run end soon, with a report of what was done so far. */
  public void stop() {
    stopping = true;
    selector.wakeup();
  }

  /** Runs. All connections are closed at the end. */
  public SwarmReport run() throws IOException {
    try (selector) {
      Figures figures = new Figures(this);
      List<JobWave> waves = phases(figures);
      gathering.stop();
      miners.forEach(SwarmMiner::reset);
      return figures.report(waves);
    }
  }

  private List<JobWave> phases(Figures figures) throws IOException {
    Load load = options.load();
    if (load instanceof Load.Churn churn) {
      duty = new ChurnDuty(this, churn.submits());
      figures.churning();
      gathering.summonAll(options.rampUp().toNanos());
      measure(figures);
      return List.of();
    }
    gather(figures, options.rampUp().toNanos());
    if (ready == 0 || stopping) {
      return List.of();
    }
    if (load instanceof Load.ClosedLoop closed) {
      begin(new ClosedLoopDuty(this, closed.window()));
      measure(figures);
    } else if (load instanceof Load.OpenLoop open) {
      begin(new OpenLoopDuty(this, open.submitsPerSecond()));
      measure(figures);
    } else if (load instanceof Load.Idle) {
      measure(figures);
    } else if (load instanceof Load.ReconnectStorm storm) {
      figures.begin();
      for (int i = 0; i < storm.storms() && !stopping; i++) {
        miners.forEach(SwarmMiner::reset);
        gather(figures, 0);
      }
      figures.end();
    } else if (load instanceof Load.FanOut fanOut) {
      turnUntil(now + options.warmup().toNanos(), () -> false);
      FanOutDuty hearing = new FanOutDuty(this, fanOut.waves());
      begin(hearing);
      figures.begin();
      turnUntil(now + options.duration().toNanos(), duty::isOver);
      figures.end();
      return hearing.waves();
    } else {
      figures.begin();
      figures.end();
    }
    return List.of();
  }

  private void gather(Figures figures, long rampNanos) throws IOException {
    long begun = now;
    gathering.summonAll(rampNanos);
    turnUntil(begun + rampNanos + options.handshakeTimeout().toNanos(), gathering::isComplete);
    figures.gathered(now - begun);
  }

  private void begin(Duty next) {
    duty = next;
    for (SwarmMiner miner : miners) {
      if (miner.isReady()) {
        duty.ready(miner);
      }
    }
  }

  /** Warms up, measures, and waits for the answers that are missing then. */
  private void measure(Figures figures) throws IOException {
    turnUntil(now + options.warmup().toNanos(), duty::isOver);
    figures.begin();
    turnUntil(now + options.duration().toNanos(), duty::isOver);
    if (duty.isOver()) {
      awaitAnswers();
    }
    figures.end();
    duty = Duty.NONE;
    awaitAnswers();
  }

  /** Also when the run was stopped: what was sent deserves its answer. */
  private void awaitAnswers() throws IOException {
    long end = now + options.drainTimeout().toNanos();
    while (end - now > 0 && tally.outstanding() > 0) {
      turn(end - now);
    }
  }

  private void turnUntil(long endNanos, BooleanSupplier over) throws IOException {
    while (!stopping && endNanos - now > 0 && !over.getAsBoolean()) {
      turn(endNanos - now);
    }
  }

  /** The loop's body: what is due, then what the sockets have to say. */
  private void turn(long mostNanos) throws IOException {
    long wait = Math.min(Math.min(mostNanos, SECOND_NANOS), gathering.turn());
    wait = Math.min(wait, Math.min(duty.turn(), progress.turn()));
    wait = Math.min(wait, alarms.turn(now));
    if (wait <= 0 || (wait < MILLI_NANOS && spins())) {
      selector.selectNow(selected);
    } else {
      selector.select(selected, Math.max(1, wait / MILLI_NANOS));
    }
    now = System.nanoTime();
  }

  private void selected(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof SwarmMiner miner) {
      now = System.nanoTime();
      miner.selected();
    }
  }

  /** Whether this is an open loop that does not sleep. */
  boolean spins() {
    return options.spins() && options.load() instanceof Load.OpenLoop;
  }

  // What miners ask.

  SwarmOptions options() {
    return options;
  }

  Selector selector() {
    return selector;
  }

  SwarmBuffers buffers() {
    return buffers;
  }

  ServerLine line() {
    return line;
  }

  JobLines jobs() {
    return jobs;
  }

  Claims claims() {
    return claims;
  }

  Tally tally() {
    return tally;
  }

  /** Counts what the miners do that misbehave. */
  Tally mischiefTally() {
    return mischiefTally;
  }

  Alarms alarms() {
    return alarms;
  }

  Gathering gathering() {
    return gathering;
  }

  List<SwarmMiner> miners() {
    return Collections.unmodifiableList(miners);
  }

  /** The time of this turn. */
  long now() {
    return now;
  }

  int readyCount() {
    return ready;
  }

  long failed() {
    return failed;
  }

  long lost() {
    return lost;
  }

  String firstProblem() {
    return firstProblem;
  }

  boolean maySubmit() {
    return tally.submittedSoFar() < options.submitsMax();
  }

  boolean keepsLedger() {
    return options.ledger().isPresent();
  }

  // What miners tell.

  void ready(SwarmMiner miner) {
    ready += miner.isHonest() ? 1 : 0;
    gathering.handshakeOver(miner);
    miner.tally().handshake(now - miner.startedNanos());
    duty.ready(miner);
  }

  void job(SwarmMiner miner, HeldJob job) {
    miner.tally().notified();
    if (miner.isHonest()) {
      duty.job(job);
    }
  }

  void answered(SwarmMiner miner, ServerLine reply, @Nullable Submission submission, long nanos) {
    if (reply.isResultTrue()) {
      miner.tally().accepted(nanos);
      if (submission != null) {
        settle(submission, new Fate.Accepted());
      }
    } else {
      miner.tally().refused(reply, nanos);
      if (submission != null) {
        settle(submission, new Fate.Refused(reply.error()));
      }
    }
    duty.answered(miner);
  }

  void unanswered(SwarmMiner miner, Outstanding outstanding) {
    miner.tally().unanswered(outstanding.count());
    outstanding.forEach(submission -> settle(submission, new Fate.Unanswered()));
  }

  /** A connection that was this far ends, for whatever reason. */
  void offline(SwarmMiner miner, SwarmMiner.State was) {
    if (was == SwarmMiner.State.READY) {
      ready -= miner.isHonest() ? 1 : 0;
    } else if (was != SwarmMiner.State.OFFLINE) {
      gathering.handshakeOver(miner);
    }
  }

  /** A connection that was this far has ended, and not on the swarm's account. */
  void lost(SwarmMiner miner, SwarmMiner.State was, String why) {
    if (!miner.isHonest()) {
      miner.comeBack();
      return;
    }
    if (was == SwarmMiner.State.READY) {
      lost++;
    } else {
      failed++;
    }
    if (firstProblem.isEmpty()) {
      firstProblem = why;
    }
    options.reconnectAfter().ifPresent(pause -> gathering.comeBack(miner, now + pause.toNanos()));
  }

  private void settle(Submission submission, Fate fate) {
    options.ledger().ifPresent(ledger -> ledger.settled(submission, fate));
  }
}
