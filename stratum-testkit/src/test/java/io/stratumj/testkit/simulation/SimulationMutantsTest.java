package io.stratumj.testkit.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.session.Acknowledgement;
import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.SessionInfo;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.spi.ShareValidator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks are worth what they find: each pool here has a fault, and the run must name it. */
class SimulationMutantsTest {
  /** Few miners that are busy: enough shares for some blocks, in little time. */
  private static final SimulationOptions OPTIONS =
      new SimulationOptions(
          10, Duration.ofMinutes(5), 2, 40, 12, 20, 10, 2, 0.3, 0.3, 0.2, 0.3, 0.1);

  private static final long SEED = 11;

  enum Mutant {
    FORGETS_SHARES(
        "BooksAgree", "ACCEPTED_NOT_RECORDED", pool -> pool.shareSink(ShareSink.discarding())),
    ANSWERS_BEFORE_IT_RECORDS(
        "BooksAgree",
        "ACCEPTED_NOT_RECORDED",
        pool -> pool.acknowledgement(Acknowledgement.ON_VALIDATED).shareSink(new StuckSink())),
    PAYS_FOR_EVERY_HASH(
        "BooksAgree", "ACCEPTED_BELOW_TARGET", pool -> pool.shareValidator(TooKind::new)),
    TAKES_NO_SHARE_AT_ALL(
        "BooksAgree", "REFUSED_THOUGH_GOOD", pool -> pool.shareValidator(TooStrict::new)),
    CREDITS_OLD_WORK(
        "NoStaleCredit",
        "is credited when the tip is",
        pool -> pool.limits(SessionLimits.builder().staleGrace(Duration.ofMinutes(5)).build())),
    GIVES_EVERYBODY_THE_SAME_EXTRANONCE(
        "ExtranoncesDiffer", "belongs to", pool -> pool.extranonces(new OneForAll())),
    THROWS_BLOCKS_AWAY(
        "BlocksArrive", "never reached the sink", pool -> pool.blockSink(BlockSink.discarding())),
    LEAVES_ITS_OWN_BOUNDS(
        "BoundsHold", "not within", pool -> pool.difficulty(DifficultyPolicy.fixed(1e-11))),
    HAS_A_LISTENER_THAT_THROWS(
        "NothingThrows", "SessionListener", pool -> pool.sessionListener(new Thrower()));

    private final String check;
    private final String detail;
    private final UnaryOperator<ProtocolBuilder> fault;

    Mutant(String check, String detail, UnaryOperator<ProtocolBuilder> fault) {
      this.check = check;
      this.detail = detail;
      this.fault = fault;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFaultOfThePoolIsFoundByTheCheckForIt(Mutant mutant) {
    SimulationReport report = Simulation.run(OPTIONS, SEED, mutant.fault);
    assertTrue(
        report.problems().stream()
            .anyMatch(
                problem -> problem.startsWith(mutant.check) && problem.contains(mutant.detail)),
        report::toString);
  }

  /** Never comes to an end with anything. */
  private static final class StuckSink implements ShareSink {
    @Override
    public CompletionStage<?> record(AcceptedShare share) {
      return new CompletableFuture<>();
    }
  }

  /** Judges another way than the real one. */
  private abstract static class Biased implements ShareValidator {
    private final ShareValidator real = new Sha256dShareValidator();

    abstract boolean meetsTarget(ProofOfWork truth);

    @Override
    public ProofOfWork prove(Work work, Share share) {
      ProofOfWork truth = real.prove(work, share);
      return new ProofOfWork(truth.hash(), meetsTarget(truth), truth.meetsNetworkTarget());
    }

    @Override
    public Bytes header(Work work, Share share) {
      return real.header(work, share);
    }

    @Override
    public Bytes coinbase(Work work, Share share) {
      return real.coinbase(work, share);
    }

    @Override
    public Hash256 blockHash(Bytes header) {
      return real.blockHash(header);
    }
  }

  private static final class TooKind extends Biased {
    @Override
    boolean meetsTarget(ProofOfWork truth) {
      return true;
    }
  }

  private static final class TooStrict extends Biased {
    @Override
    boolean meetsTarget(ProofOfWork truth) {
      return truth.meetsNetworkTarget();
    }
  }

  private static final class OneForAll implements ExtranonceAllocator {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public Optional<Bytes> allocate(long nowNanos) {
      return Optional.of(Bytes.fromHex("010203"));
    }

    @Override
    public void release(Bytes extranonce1, long nowNanos) {
      // Everybody has it anyway.
    }
  }

  private static final class Thrower implements SessionListener {
    @Override
    public void subscribed(SessionInfo session) {
      throw new IllegalStateException("a listener throws");
    }
  }
}
