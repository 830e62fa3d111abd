package io.stratumj.testkit.swarm;

import io.stratumj.testkit.swarm.engine.SwarmOptions;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import io.stratumj.testkit.swarm.report.SubmitLedger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Says what a {@link MinerSwarm} shall be like. Not thread-safe. */
public final class SwarmBuilder {
  private static final int MINERS_MAX = 1_000_000;
  private static final int SOURCES_MAX = 250;

  private final InetSocketAddress server;
  private final Load load;
  private int miners = 1;
  private Duration warmup = Duration.ofSeconds(1);
  private Duration duration = Duration.ofSeconds(5);
  private long submitsMax = Long.MAX_VALUE;
  private Duration rampUp = Duration.ZERO;
  private int handshakes = 256;
  private Duration handshakeTimeout = Duration.ofSeconds(60);
  private Duration drainTimeout = Duration.ofSeconds(5);
  private Optional<Duration> reconnectAfter = Optional.empty();
  private int sources;
  private String user = "swarm";
  private boolean numbered = true;
  private String password = "x";
  private String userAgent = "minerswarm/1";
  private OptionalDouble suggestedDifficulty = OptionalDouble.empty();
  private boolean rollsVersions;
  private long seed = 1;
  private boolean spins = true;
  private List<Long> serverPids = List.of();
  private Optional<SubmitLedger> ledger = Optional.empty();
  private Consumer<String> progress = line -> {};
  private Optional<Runnable> trigger = Optional.empty();
  private double mischief;
  private List<Misbehaviour> misbehaviours = List.of();

  SwarmBuilder(InetSocketAddress server, Load load) {
    this.server = server;
    this.load = load;
  }

  /** How many miners [1], at most a million; the system's descriptors are used up long before. */
  public SwarmBuilder miners(int count) {
    miners = count;
    return this;
  }

  /** For how long the load is on before anything is measured [1 s]. */
  public SwarmBuilder warmup(Duration time) {
    warmup = time;
    return this;
  }

  /** For how long the load is measured at most [5 s]. */
  public SwarmBuilder duration(Duration time) {
    duration = time;
    return this;
  }

  /** After how many submits the load ends, if it is not over before [never]. */
  public SwarmBuilder submitsMax(long count) {
    submitsMax = count;
    return this;
  }

  /** Over what time the first connections are spread evenly [all at once]. */
  public SwarmBuilder rampUp(Duration time) {
    rampUp = time;
    return this;
  }

  /** How many miners connect and subscribe at the same time, at most [256]. */
  public SwarmBuilder handshakes(int atATime) {
    handshakes = atATime;
    return this;
  }

  /**
   * How long it may take until all miners are ready; the run goes on with those that are [60 s].
   */
  public SwarmBuilder handshakeTimeout(Duration time) {
    handshakeTimeout = time;
    return this;
  }

  /** How long, once the load is over, answers that are missing are waited for [5 s]. */
  public SwarmBuilder drainTimeout(Duration time) {
    drainTimeout = time;
    return this;
  }

  /** Has miners that lose their connection come back after this pause [they stay away]. */
  public SwarmBuilder reconnectAfter(Duration pause) {
    reconnectAfter = Optional.of(pause);
    return this;
  }

  /**
   * Connects from that many loopback addresses in turn, 127.0.0.1 and up, for a server on this
   * machine: one address has some 28,000 ports. 0 leaves it to the system [0; most 250].
   */
  public SwarmBuilder sources(int loopbackAddresses) {
    sources = loopbackAddresses;
    return this;
  }

  /** The worker names: this and {@code .w0}, {@code .w1} … ["swarm"]. */
  public SwarmBuilder user(String name) {
    user = name;
    return this;
  }

  /** Has all miners use the same worker name, as it is. */
  public SwarmBuilder oneWorker() {
    numbered = false;
    return this;
  }

  /** The password of all ["x"]. */
  public SwarmBuilder password(String text) {
    password = text;
    return this;
  }

  /** What all call themselves ["minerswarm/1"]. */
  public SwarmBuilder userAgent(String name) {
    userAgent = name;
    return this;
  }

  /** Has all suggest this difficulty [they suggest none]. */
  public SwarmBuilder suggestDifficulty(double difficulty) {
    suggestedDifficulty = OptionalDouble.of(difficulty);
    return this;
  }

  /** Has all negotiate version rolling, and roll all the bits they may [they do not]. */
  public SwarmBuilder rollVersions() {
    rollsVersions = true;
    return this;
  }

  /**
   * Where what looks like chance comes from [1]. Shares are numbered from here: two runs against
   * one server need different seeds, if it may give the same extranonce1 again.
   */
  public SwarmBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Whether an open loop that is due within a millisecond waits by looking again and again [yes].
   * It takes a whole core then; if not, it is up to a millisecond late.
   */
  public SwarmBuilder spin(boolean wanted) {
    spins = wanted;
    return this;
  }

  /** The processes of the server, all on this machine, whose CPU time and memory are reported. */
  public SwarmBuilder serverPids(List<Long> pids) {
    serverPids = List.copyOf(pids);
    return this;
  }

  /** Who hears the fate of every submit [nobody]. */
  public SwarmBuilder ledger(SubmitLedger listener) {
    ledger = Optional.of(listener);
    return this;
  }

  /** Who hears a line every second on how it goes, on the swarm's thread [nobody]. */
  public SwarmBuilder progress(Consumer<String> listener) {
    progress = listener;
    return this;
  }

  /**
   * Makes the server publish a job: called by a {@link Load.FanOut} on the swarm's thread before
   * every wave, once the last one is complete [jobs are waited for].
   */
  public SwarmBuilder trigger(Runnable publishing) {
    trigger = Optional.of(publishing);
    return this;
  }

  /**
   * Has a part of the miners misbehave, in these ways in turn [none does]. Which ones, and when
   * they do it, comes from the seed. What they do is counted apart: all other figures are of those
   * who behave.
   *
   * @param part 0 to 1
   */
  public SwarmBuilder misbehaving(double part, Misbehaviour... ways) {
    mischief = part;
    misbehaviours = ways.length == 0 ? List.of(Misbehaviour.values()) : List.of(ways);
    return this;
  }

  /**
   * The swarm; nothing happens yet.
   *
   * @throws IllegalArgumentException naming everything that is out of range
   */
  public MinerSwarm build() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new MinerSwarm(
        new SwarmOptions(
            server,
            miners,
            load,
            warmup,
            duration,
            submitsMax,
            rampUp,
            handshakes,
            handshakeTimeout,
            drainTimeout,
            reconnectAfter,
            sources,
            user,
            numbered,
            password,
            userAgent,
            suggestedDifficulty,
            rollsVersions,
            seed,
            spins,
            serverPids,
            ledger,
            progress,
            trigger,
            mischief,
            misbehaviours));
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    require(problems, miners >= 1 && miners <= MINERS_MAX, "miners is not 1 to a million", miners);
    require(problems, !warmup.isNegative(), "warmup is negative", warmup);
    require(
        problems,
        !duration.isNegative() && !duration.isZero(),
        "duration is not above 0",
        duration);
    require(problems, submitsMax >= 1, "submitsMax is not above 0", submitsMax);
    require(problems, !rampUp.isNegative(), "rampUp is negative", rampUp);
    require(problems, handshakes >= 1, "handshakes is not above 0", handshakes);
    require(
        problems, !handshakeTimeout.isNegative(), "handshakeTimeout is negative", handshakeTimeout);
    require(problems, !drainTimeout.isNegative(), "drainTimeout is negative", drainTimeout);
    require(problems, sources >= 0 && sources <= SOURCES_MAX, "sources is not 0 to 250", sources);
    require(
        problems,
        sources == 0 || server.getAddress().isLoopbackAddress(),
        "sources are for a server on a loopback address, not",
        server);
    require(
        problems, mischief >= 0 && mischief <= 1, "the part misbehaving is not 0 to 1", mischief);
    suggestedDifficulty.ifPresent(
        d -> require(problems, d > 0 && d < 1e30, "suggestDifficulty is not above 0", d));
    return problems;
  }

  private static void require(List<String> problems, boolean holds, String problem, Object value) {
    if (!holds) {
      problems.add(problem + ": " + value);
    }
  }
}
