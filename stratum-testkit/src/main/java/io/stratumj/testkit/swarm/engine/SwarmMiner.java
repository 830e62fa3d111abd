package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.line.Outstanding;
import io.stratumj.testkit.swarm.line.RareLine;
import io.stratumj.testkit.swarm.line.Requests;
import io.stratumj.testkit.swarm.line.ServerLine;
import io.stratumj.testkit.swarm.line.SwarmChannel;
import io.stratumj.testkit.swarm.line.WorkInHand;
import io.stratumj.testkit.swarm.report.Submission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One miner of a swarm, over all its connections: it connects, subscribes, authorizes, holds the
 * newest job, and submits when it is told to. <em>Confined to the swarm's thread.</em>
 */
final class SwarmMiner implements SwarmChannel.LineTaker {
  /** How far it has come. */
  enum State {
    OFFLINE,
    CONNECTING,
    SUBSCRIBING,
    AUTHORIZING,
    WAITING_FOR_JOB,
    READY
  }

  private static final byte[] NOTIFY = "\"mining.notify\"".getBytes(StandardCharsets.US_ASCII);

  private final int index;
  private final String worker;
  private final HeldJob.Token workerToken;
  private final SwarmRun run;
  private final Optional<Mischief> mischief;
  private final Tally tally;
  private final Outstanding outstanding = new Outstanding();

  private @Nullable SwarmChannel channel;
  private State state = State.OFFLINE;
  private WorkInHand work = new WorkInHand();
  private int connections;
  private long startedNanos;

  SwarmMiner(int index, SwarmRun run, Optional<Mischief> mischief, Tally tally) {
    this.index = index;
    this.run = run;
    this.mischief = mischief;
    this.tally = tally;
    this.worker = run.options().workerName(index);
    this.workerToken = Requests.token(worker);
  }

  int index() {
    return index;
  }

  /** Whether it does what it should. */
  boolean isHonest() {
    return mischief.isEmpty();
  }

  /** Where its doings are counted. */
  Tally tally() {
    return tally;
  }

  boolean isReady() {
    return state == State.READY;
  }

  /** What it has to work with. */
  WorkInHand work() {
    return work;
  }

  /** How many connections it has begun. */
  int connections() {
    return connections;
  }

  /** When the present connection was begun. */
  long startedNanos() {
    return startedNanos;
  }

  /** How many submits are not answered. */
  int outstanding() {
    return outstanding.count();
  }

  /** How many submits this connection has sent. */
  long submitted() {
    return outstanding.next();
  }

  /** How many bytes the server was too slow for. */
  int unsentBytes() {
    return channel == null ? 0 : channel.unsentBytes();
  }

  /** Begins to connect; what was known from an earlier connection is forgotten. */
  void connect(Optional<InetSocketAddress> source) {
    connections++;
    startedNanos = run.now();
    state = State.CONNECTING;
    work = new WorkInHand();
    try {
      SwarmChannel begun =
          SwarmChannel.connect(run.buffers(), run.selector(), run.options().server(), source, this);
      channel = begun;
      if (begun.isConnected()) {
        greet(begun);
      }
    } catch (IOException e) {
      lose(e);
    }
  }

  /** Does what the selector says can be done. */
  void selected() {
    SwarmChannel open = channel;
    if (open == null) {
      return;
    }
    try {
      if (state == State.CONNECTING) {
        greet(open);
        return;
      }
      if (open.isWritable()) {
        open.write();
      }
      if (open.isReadable()) {
        if (!open.read(this)) {
          lose("the server closed the connection");
        }
        flush();
      }
    } catch (IOException e) {
      lose(e);
    }
  }

  /**
   * Writes a submit into the buffers.
   *
   * @param dueNanos from when its latency counts
   */
  void submit(long dueNanos) {
    HeldJob job = work.job().orElseThrow();
    Claims claims = run.claims();
    claims.next(job, work, mischief.map(Mischief::skewSeconds).orElse(0));
    run.buffers()
        .lines()
        .submit(
            Requests.FIRST_SUBMIT + outstanding.next(),
            workerToken,
            job.idToken(),
            work.extranonces().size(),
            claims.extranonce2(),
            claims.nTime(),
            claims.nonce(),
            work.isRolling(),
            claims.versionBits());
    if (run.keepsLedger()) {
      outstanding.add(dueNanos, claims.submission(index, connections, worker, job, work));
    } else {
      outstanding.add(dueNanos);
    }
    tally.submitted();
  }

  /** Sends what was written into the buffers. */
  void flush() {
    SwarmChannel open = channel;
    if (open == null) {
      run.buffers().lines().clear();
      return;
    }
    try {
      open.flush();
    } catch (IOException e) {
      lose(e);
    }
  }

  /** Ends the connection with a reset. What is not answered never will be. */
  void reset() {
    SwarmChannel open = channel;
    if (open != null) {
      open.reset();
    }
    channel = null;
    run.offline(this, state);
    state = State.OFFLINE;
    run.buffers().lines().clear();
    run.unanswered(this, outstanding);
    outstanding.clear();
  }

  /** Comes back later, as it likes, if it is one that misbehaves. */
  void comeBack() {
    mischief.ifPresent(bad -> bad.comeBack(this));
  }

  /** Sends bytes that are no request of its own. */
  void send(byte[] bytes) {
    run.buffers().lines().append(bytes);
    flush();
  }

  /** A line came. */
  @Override
  public boolean line(byte[] bytes, int from, int to) {
    ServerLine line = run.line();
    try {
      if (!line.read(bytes, from, to)) {
        tally.garbled();
      } else if (!line.hasMethod()) {
        reply(line);
      } else if (line.isMethod(NOTIFY)) {
        take(run.jobs().read(line));
      } else {
        told(RareLine.parse(line.text()));
      }
    } catch (IllegalArgumentException e) {
      tally.garbled();
    }
    return channel != null;
  }

  /** Loses the connection, for this reason. */
  void lose(IOException e) {
    lose(String.valueOf(e.getMessage()));
  }

  private void lose(String why) {
    State was = state;
    if (was != State.OFFLINE) {
      reset();
      run.lost(this, was, why);
    }
  }

  private void greet(SwarmChannel open) throws IOException {
    if (!open.finishConnect()) {
      return;
    }
    state = State.SUBSCRIBING;
    mischief.ifPresent(bad -> bad.connected(open));
    if (run.options().rollsVersions()) {
      say(Requests.configure());
    }
    say(Requests.subscribe(run.options().userAgent()));
    open.flush();
  }

  private void say(byte[] line) {
    run.buffers().lines().append(line);
  }

  private void reply(ServerLine line) {
    long id = line.id();
    if (id >= Requests.FIRST_SUBMIT) {
      answered(line, id - Requests.FIRST_SUBMIT);
    } else if (id == Requests.SUBSCRIBE && state == State.SUBSCRIBING) {
      subscribed(line);
    } else if (id == Requests.AUTHORIZE && state == State.AUTHORIZING) {
      authorized(line);
    } else if (id == Requests.CONFIGURE) {
      work.configured(RareLine.parse(line.text()));
    }
  }

  private void subscribed(ServerLine line) {
    if (line.hasError()) {
      lose("subscribe was refused: " + line.text());
      return;
    }
    work.subscribed(RareLine.parse(line.text()));
    state = State.AUTHORIZING;
    say(Requests.authorize(worker, run.options().password()));
    run.options().suggestedDifficulty().ifPresent(difficulty -> say(Requests.suggest(difficulty)));
  }

  private void authorized(ServerLine line) {
    if (!line.isResultTrue()) {
      lose("authorize was refused: " + line.text());
      return;
    }
    state = State.WAITING_FOR_JOB;
    startIfReady();
  }

  private void answered(ServerLine line, long number) {
    Submission submission = outstanding.submission(number);
    long dueNanos = outstanding.take(number);
    if (dueNanos == Outstanding.UNKNOWN) {
      tally.unexpected();
    } else {
      run.answered(this, line, submission, run.now() - dueNanos);
    }
  }

  private void take(HeldJob newest) {
    work.take(newest);
    run.job(this, newest);
    startIfReady();
  }

  private void startIfReady() {
    if (state == State.WAITING_FOR_JOB && work.job().isPresent()) {
      state = State.READY;
      SwarmChannel open = channel;
      if (open != null) {
        mischief.ifPresent(bad -> bad.ready(this, open));
      }
      run.ready(this);
    }
  }

  private void told(RareLine said) {
    switch (said.method()) {
      case "mining.ping" -> say(Requests.answer(said, "pong"));
      case "client.get_version" -> say(Requests.answer(said, run.options().userAgent()));
      default -> work.told(said);
    }
  }
}
