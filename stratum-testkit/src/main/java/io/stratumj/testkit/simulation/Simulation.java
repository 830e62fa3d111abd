package io.stratumj.testkit.simulation;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Target;
import io.stratumj.core.session.ExtranonceSpace;
import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.template.JobFactory;
import io.stratumj.testkit.ManualClock;
import io.stratumj.testkit.accounting.Answer;
import io.stratumj.testkit.accounting.MemoryLedger;
import io.stratumj.testkit.accounting.ShareWitness;
import io.stratumj.testkit.accounting.ToldShare;
import io.stratumj.testkit.chain.ChainOptions;
import io.stratumj.testkit.chain.SimulatedChain;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.simulation.checks.BlocksArrive;
import io.stratumj.testkit.simulation.checks.BooksAgree;
import io.stratumj.testkit.simulation.checks.BoundsHold;
import io.stratumj.testkit.simulation.checks.Connection;
import io.stratumj.testkit.simulation.checks.ExtranoncesDiffer;
import io.stratumj.testkit.simulation.checks.Finding;
import io.stratumj.testkit.simulation.checks.NoCleanJobLost;
import io.stratumj.testkit.simulation.checks.NoStaleCredit;
import io.stratumj.testkit.simulation.checks.NobodyIsForgotten;
import io.stratumj.testkit.simulation.checks.NothingThrows;
import io.stratumj.testkit.simulation.checks.OneReplyEach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Runs a pool through hours of trouble in seconds (see the package), and watches that every rule
 * holds.
 *
 * <pre>{@code
 * Simulation.verify(SimulationOptions.defaults(), 42);
 * }</pre>
 *
 * <p>The seed decides everything, the strength of each trouble included. After the troubles come
 * three minutes of calm, in which everybody has to get back to work, and then everybody leaves.
 */
public final class Simulation {
  /** Of all hashes, these are met by all, half, a quarter, and one in eight. */
  private static final double[] DIFFICULTIES = {2.3e-10, 4.6e-10, 9.3e-10, 1.8e-9};

  /** One hash in 512 is a block, as long as no more than these shares come in a minute. */
  private static final double BUSY_SHARES_PER_MINUTE = 400;

  private static final int MANTISSA_MAX = 0x7fffff;
  private static final int MANTISSA_MIN = 0x8000;
  private static final int EXPONENT = 0x1f;

  private static final int EXTRANONCE1_SIZE = 3;
  private static final int EXTRANONCE2_SIZE = 8;
  private static final int EPOCH = 1_700_000_000;
  private static final int CALM_SECONDS = 180;
  private static final Duration UNTIL_ALL_HAS_ARRIVED = Duration.ofSeconds(10);
  private static final Duration UNTIL_ALL_IS_GIVEN_BACK = Duration.ofMinutes(25);
  private static final double STEERS_PER_HOUR = 20;

  private final long seed;
  private final SimulationContext context;
  private final MemoryPool pool;
  private final SteeredDifficulty difficulty =
      new SteeredDifficulty(DIFFICULTIES[0], DIFFICULTIES[0], DIFFICULTIES[3]);
  private final PluggedInParts parts;
  private final SimulatedChainJobs jobs;
  private final BooksAgree books;
  private final List<SimulatedMiner> miners = new ArrayList<>();
  private int blocks;

  private Simulation(
      SimulationOptions options, long seed, UnaryOperator<ProtocolBuilder> modification) {
    this.seed = seed;
    Random random = new Random(seed);
    SimulationOptions varied = options.swizzled(random);
    ManualClock clock = new ManualClock();
    int networkBits = networkBits(varied);
    SimulatedChain chain =
        SimulatedChain.create(
            ChainOptions.defaults().withSeed(seed).withBits(networkBits).withTransactions(3),
            () -> EPOCH + clock.elapsed().toSeconds());
    MemoryLedger ledger = new MemoryLedger();
    ExtranonceSpace extranonces = ExtranonceSpace.ofSize(EXTRANONCE1_SIZE, random.nextInt(1 << 20));
    this.context = new SimulationContext(varied, random, clock);
    this.parts = new PluggedInParts(context, ledger, chain);
    this.pool =
        MemoryPool.open(
            clock,
            parts.authorizer(),
            varied.loops(),
            options2 ->
                modification.apply(
                    options2
                        .shareSink(parts.shareSink())
                        .blockSink(
                            candidate -> {
                              blocks++;
                              return parts.blockSink().submit(candidate);
                            })
                        .extranonces(extranonces)
                        .extranonce2Size(EXTRANONCE2_SIZE)
                        .difficulty(difficulty)
                        .limits(SessionLimits.builder().jobs(16).pendingShares(8).build())
                        .faultListener(
                            (where, session, fault) ->
                                context.observers().tell(check -> check.failed(where, fault)))));
    this.jobs =
        new SimulatedChainJobs(
            context,
            chain,
            JobFactory.payingTo(Bytes.fromHex("51"))
                .withExtranonceSize(EXTRANONCE1_SIZE + EXTRANONCE2_SIZE),
            pool.jobs());
    this.books = new BooksAgree(ledger);
    watch(extranonces, Target.ofCompact(networkBits));
    for (int number = 1; number <= varied.miners(); number++) {
      miners.add(new SimulatedMiner(context, pool, number, random.nextLong()));
    }
  }

  /** Runs one. */
  public static SimulationReport run(SimulationOptions options, long seed) {
    return run(options, seed, UnaryOperator.identity());
  }

  /**
   * Runs one against a protocol with something changed: a validator, an allocator, a limit. What
   * the simulation plugs in itself can be wrapped, not known: the checks stay as they are.
   */
  public static SimulationReport run(
      SimulationOptions options, long seed, UnaryOperator<ProtocolBuilder> modification) {
    return new Simulation(options, seed, modification).run();
  }

  /**
   * Runs one, and if a rule is broken looks for a smaller one with the same seed that breaks it.
   *
   * @throws AssertionError with the seed, the problems, and what went over the connection concerned
   *     in the smallest run that was found
   */
  public static void verify(SimulationOptions options, long seed) {
    SimulationReport report = run(options, seed);
    if (!report.problems().isEmpty()) {
      shrink(options, report, UnaryOperator.identity()).verify();
    }
  }

  /**
   * The smallest run that breaks a rule which this one has broken: the same seed, fewer miners,
   * less time.
   *
   * @param options what the broken run was asked to go through
   */
  public static SimulationReport shrink(
      SimulationOptions options,
      SimulationReport broken,
      UnaryOperator<ProtocolBuilder> modification) {
    return Shrinking.smallest(
        smaller -> run(smaller, broken.seed(), modification), options, broken);
  }

  private SimulationReport run() {
    jobs.start();
    pass(context.options().time().toSeconds());
    context.calmDown();
    jobs.endOutage();
    pass(CALM_SECONDS);
    pool.together(parts::settleEverything);
    pool.pass(UNTIL_ALL_HAS_ARRIVED);
    List<Connection> connected =
        miners.stream().flatMap(miner -> miner.connection().stream()).toList();
    context.observers().tell(check -> check.calm(connected));
    pool.together(() -> miners.forEach(SimulatedMiner::quit));
    pool.pass(UNTIL_ALL_IS_GIVEN_BACK);
    pool.connect(); // What ended sessions left is cleared up when the next one's time passes.
    pool.pass(Duration.ofMinutes(1));
    context.observers().tell(check -> check.over());
    return report();
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      pool.together(this::second);
      pool.pass(Duration.ofSeconds(1));
    }
  }

  private void second() {
    context.agenda().tick();
    if (context.perHour(STEERS_PER_HOUR)) {
      difficulty.to(DIFFICULTIES[context.random().nextInt(DIFFICULTIES.length)]);
    }
    parts.second();
    jobs.second();
    miners.forEach(SimulatedMiner::second);
  }

  private void watch(ExtranonceSpace extranonces, Target network) {
    Observers observers = context.observers();
    observers.add(books);
    observers.add(new OneReplyEach());
    observers.add(new NoCleanJobLost());
    observers.add(new NoStaleCredit());
    observers.add(new ExtranoncesDiffer(pool.clock()));
    observers.add(new BlocksArrive(books.witnesses(), network));
    observers.add(new BoundsHold(extranonces, pool.protocol(), DIFFICULTIES[0], DIFFICULTIES[3]));
    observers.add(new NobodyIsForgotten());
    observers.add(new NothingThrows());
  }

  /**
   * The network's target in compact form: harder for a crowd, or thousands of miners would find a
   * block every few seconds and hear of little else.
   */
  private static int networkBits(SimulationOptions options) {
    double sharesPerMinute = options.miners() * options.sharesPerMinute();
    double mantissa = MANTISSA_MAX / Math.max(1, sharesPerMinute / BUSY_SHARES_PER_MINUTE);
    int exponent = EXPONENT;
    while (mantissa < MANTISSA_MIN) {
      mantissa *= 256;
      exponent--;
    }
    return exponent << 24 | (int) mantissa;
  }

  private SimulationReport report() {
    List<Finding> findings = context.observers().findings();
    List<ToldShare> told = new ArrayList<>();
    for (ShareWitness witness : books.witnesses().values()) {
      told.addAll(witness.told());
    }
    return new SimulationReport(
        seed,
        context.options(),
        context.connections(),
        context.observers().lines(),
        told.size(),
        told.stream().filter(share -> share.answer() == Answer.ACCEPTED).count(),
        blocks,
        pool.clock().elapsed(),
        context.observers().digest(),
        findings.stream().map(Finding::toString).toList(),
        context.observers().excerpt().map(Excerpt::toString));
  }
}
