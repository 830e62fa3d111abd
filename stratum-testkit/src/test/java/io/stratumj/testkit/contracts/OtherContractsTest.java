package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.session.ExtranonceSpace;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.Credentials;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.testkit.TestShares;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The other contracts: ours keep them, and each way to break one breaks the rule about it. */
class OtherContractsTest {
  @Nested
  class OurExtranonces extends Extranonces {
    OurExtranonces() {
      super(() -> ExtranonceSpace.ofSize(4, 7), () -> space(8));
    }
  }

  @Nested
  class OurExtranoncesOfEightBytes extends Extranonces {
    OurExtranoncesOfEightBytes() {
      super(
          () -> ExtranonceSpace.ofSize(8, -1),
          () -> ExtranonceSpace.withPrefix(8, 5, 56, Duration.ofMinutes(10), 200));
    }
  }

  @Nested
  class OurValidator extends Validators {
    OurValidator() {
      super(Sha256dShareValidator::new);
    }
  }

  @Nested
  class OurAcceptAll extends Authorizers {
    OurAcceptAll() {
      super(Authorizer.acceptAll(), Optional.empty());
    }
  }

  @Nested
  class AuthorizerWithAList extends Authorizers {
    AuthorizerWithAList() {
      super(
          Authorizer.blocking(
              Runnable::run,
              who ->
                  who.password().equals("correct")
                      ? Authorization.allowed()
                      : Authorization.denied("wrong password")),
          Optional.of(AuthorizerContract.credentials("alice", "hunter2")));
    }
  }

  @Nested
  class BlockSinkWithANode extends Blocks {
    BlockSinkWithANode() {
      super(new FakeNode());
    }
  }

  @Test
  void allocatorsThatBreakTheContract() {
    assertBroken("liveValuesAreDistinct", () -> new Extranonces(Repeating::new, Repeating::new));
    assertBroken(
        "releasedValueRestsThroughItsQuarantine",
        () ->
            new Extranonces(
                () -> ExtranonceSpace.ofSize(4, 7),
                () -> ExtranonceSpace.withPrefix(2, 1, 8, Duration.ofSeconds(1), 0)));
    assertBroken(
        "valueThatIsNotInUseCannotBeReleased",
        () -> new Extranonces(Repeating::new, Repeating::new));
    assertBroken(
        "exhaustionIsEmptyAndNotADuplicate", () -> new Extranonces(Repeating::new, Repeating::new));
  }

  @Test
  void validatorsThatBreakTheContract() {
    assertBroken(
        "targetIsMetUpToAndIncludingEquality",
        () -> new Validators(() -> new Bent(Bend.STRICTLY_BELOW)));
    assertBroken(
        "networkTargetIsTheOneInTheJobsBits",
        () -> new Validators(() -> new Bent(Bend.SHARE_IS_BLOCK)));
    assertBroken(
        "everyFieldOfTheShareIsHashed", () -> new Validators(() -> new Bent(Bend.IGNORES_TIME)));
    assertBroken(
        "oneShareLeavesNoTraceInTheNext", () -> new Validators(() -> new Bent(Bend.REMEMBERS)));
    assertBroken(
        "coinbaseHoldsBothExtranonces", () -> new Validators(() -> new Bent(Bend.NO_EXTRANONCE)));
    assertBroken(
        "knownSharesHaveTheirKnownHashes", () -> new Validators(() -> new Bent(Bend.REVERSED)));
  }

  @Test
  void authorizersThatBreakTheContract() {
    Optional<Credentials> stranger = Optional.of(AuthorizerContract.credentials("bob", "hunter2"));
    assertBroken(
        "unknownWorkerIsDeniedWithAReasonThatKeepsThePassword",
        () -> new Authorizers(Authorizer.acceptAll(), stranger));
    assertBroken(
        "unknownWorkerIsDeniedWithAReasonThatKeepsThePassword",
        () ->
            new Authorizers(
                (who, session) ->
                    CompletableFuture.completedStage(
                        who.password().equals("correct")
                            ? Authorization.allowed()
                            : Authorization.denied("no such password: " + who.password())),
                stranger));
    AtomicInteger calls = new AtomicInteger();
    assertBroken(
        "answerIsTheSameEveryTime",
        () ->
            new Authorizers(
                (who, session) ->
                    CompletableFuture.completedStage(
                        calls.incrementAndGet() % 2 == 0
                            ? Authorization.allowed()
                            : Authorization.denied("logged in already")),
                Optional.empty()));
    assertBroken(
        "everyNameIsAnswered",
        () ->
            new Authorizers(
                (who, session) ->
                    who.worker().value().contains("'")
                        ? CompletableFuture.failedStage(new IllegalStateException("syntax error"))
                        : CompletableFuture.completedStage(Authorization.allowed()),
                Optional.empty()));
  }

  @Test
  void blockSinksThatBreakTheContract() {
    assertBroken("unreachableNodeIsNoRejection", () -> new Blocks(new FakeNode().givingUp()));
    assertBroken("submittingIsRepeatable", () -> new Blocks(new FakeNode().rejectingDuplicates()));
    assertBroken(
        "blockTheNodeRefusesIsRejectedWithItsReason",
        () -> new Blocks(new FakeNode().speechless()));
    assertBroken(
        "blockTheNodeTakesIsAccepted", () -> new Blocks(new FakeNode().answeringInconclusive()));
  }

  private static void assertBroken(String rule, Supplier<?> contract) {
    var failures = ContractRun.failuresOf(contract);
    assertTrue(failures.containsKey(rule), () -> rule + " did not fail, but " + failures);
  }

  private static ExtranonceSpace space(int freeBits) {
    return ExtranonceSpace.withPrefix(2, 1, 16 - freeBits, Duration.ofMinutes(10), 3);
  }

  /** The contract of allocators. */
  public static class Extranonces extends ExtranonceAllocatorContract {
    private final Supplier<ExtranonceAllocator> large;
    private final Supplier<ExtranonceAllocator> small;

    Extranonces(Supplier<ExtranonceAllocator> large, Supplier<ExtranonceAllocator> small) {
      this.large = large;
      this.small = small;
    }

    @Override
    protected ExtranonceAllocator newAllocator() {
      return large.get();
    }

    @Override
    protected ExtranonceAllocator newSmallAllocator() {
      return small.get();
    }
  }

  /** Hands out two values in turn, whoever has them. */
  private static final class Repeating implements ExtranonceAllocator {
    private int next;

    @Override
    public int size() {
      return 4;
    }

    @Override
    public synchronized Optional<Bytes> allocate(long nowNanos) {
      next ^= 1;
      return Optional.of(Bytes.fromHex("0000000" + next));
    }

    @Override
    public void release(Bytes extranonce1, long nowNanos) {}
  }

  /** The contract of validators, with the first blocks of the chain as known shares. */
  public static class Validators extends ShareValidatorContract {
    private final Supplier<ShareValidator> validators;

    Validators(Supplier<ShareValidator> validators) {
      this.validators = validators;
    }

    @Override
    protected ShareValidator newValidator() {
      return validators.get();
    }

    @Override
    protected List<KnownShare> knownShares() {
      return List.of(
          known(
              "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12"
                  + "b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c",
              "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
              "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04"
                  + "ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f7220"
                  + "6f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff"
                  + "0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea"
                  + "1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac000000"
                  + "00"),
          known(
              "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd1e4ba7"
                  + "44bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299",
              "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048",
              "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff0704"
                  + "ffff001d0104ffffffff0100f2052a0100000043410496b538e853519c726a2c91e61ec11600ae13"
                  + "90813a627c66fb8be7947be63c52da7589379515d4e0a604f8141781e62294721166bf621e73a82c"
                  + "bf2342c858eeac00000000"));
    }

    /** Twelve bytes of the coinbase play the extranonces. */
    private static KnownShare known(String header, String hash, String coinbase) {
      int at = 2 * 60;
      Job job =
          new Job(
              Hash256.fromInternal(Bytes.fromHex(header.substring(8, 72))),
              Bytes.fromHex(coinbase.substring(0, at)),
              Bytes.fromHex(coinbase.substring(at + 24)),
              12,
              List.of(),
              1,
              word(header, 144),
              word(header, 136),
              0,
              Optional.empty());
      Difficulty difficulty = Difficulty.of(1);
      Work work =
          new Work(
              new JobId(1),
              job,
              new Extranonce(Bytes.fromHex(coinbase.substring(at, at + 8)), 8),
              difficulty,
              Target.DIFFICULTY_ONE,
              VersionMask.NONE);
      long extranonce2 = Long.parseUnsignedLong(coinbase.substring(at + 8, at + 24), 16);
      Share share =
          new Share(
              new WorkerName("satoshi"),
              work.jobId(),
              extranonce2,
              8,
              job.nTime(),
              word(header, 152),
              0);
      return new KnownShare(work, share, Bytes.fromHex(header), Hash256.fromDisplayHex(hash));
    }

    private static int word(String hex, int at) {
      return Integer.reverseBytes(Integer.parseUnsignedInt(hex.substring(at, at + 8), 16));
    }
  }

  /** How a validator goes wrong. */
  private enum Bend {
    STRICTLY_BELOW,
    SHARE_IS_BLOCK,
    REMEMBERS,
    IGNORES_TIME,
    NO_EXTRANONCE,
    REVERSED
  }

  /** Ours, bent. */
  private static final class Bent implements ShareValidator {
    private final ShareValidator straight = new Sha256dShareValidator();
    private final Bend bend;
    private ProofOfWork last;

    Bent(Bend bend) {
      this.bend = bend;
    }

    @Override
    public ProofOfWork prove(Work work, Share share) {
      ProofOfWork proof = straight.prove(work, share);
      return switch (bend) {
        case STRICTLY_BELOW ->
            new ProofOfWork(
                proof.hash(),
                proof.meetsTarget() && !isEqual(proof.hash(), work.target()),
                proof.meetsNetworkTarget());
        case SHARE_IS_BLOCK ->
            new ProofOfWork(proof.hash(), proof.meetsTarget(), proof.meetsTarget());
        case REMEMBERS -> {
          last = last == null ? proof : last;
          yield last;
        }
        case IGNORES_TIME -> straight.prove(work, atJobTime(work, share));
        case REVERSED ->
            new ProofOfWork(
                Hash256.fromDisplayHex(proof.hash().toInternal().toHex()),
                proof.meetsTarget(),
                proof.meetsNetworkTarget());
        case NO_EXTRANONCE -> proof;
      };
    }

    private static Share atJobTime(Work work, Share share) {
      return new Share(
          share.worker(),
          share.jobId(),
          share.extranonce2(),
          share.extranonce2Size(),
          work.job().nTime(),
          share.nonce(),
          share.versionBits());
    }

    private static boolean isEqual(Hash256 hash, Target target) {
      return target.equals(Target.of(new BigInteger(hash.toDisplayHex(), 16)));
    }

    @Override
    public Bytes header(Work work, Share share) {
      return straight.header(work, share);
    }

    @Override
    public Bytes coinbase(Work work, Share share) {
      return bend == Bend.NO_EXTRANONCE
          ? Bytes.concat(work.job().coinbase1(), work.job().coinbase2())
          : straight.coinbase(work, share);
    }

    @Override
    public Hash256 blockHash(Bytes header) {
      return straight.blockHash(header);
    }
  }

  /** The contract of authorizers. */
  public static class Authorizers extends AuthorizerContract {
    private final Authorizer authorizer;
    private final Optional<Credentials> stranger;

    Authorizers(Authorizer authorizer, Optional<Credentials> stranger) {
      this.authorizer = authorizer;
      this.stranger = stranger;
    }

    @Override
    protected Authorizer openAuthorizer() {
      return authorizer;
    }

    @Override
    protected Credentials known() {
      return credentials("alice", "correct");
    }

    @Override
    protected Optional<Credentials> unknown() {
      return stranger;
    }
  }

  /** The contract of block sinks. */
  public static class Blocks extends BlockSinkContract {
    private final FakeNode node;

    Blocks(FakeNode node) {
      this.node = node;
    }

    @Override
    protected BlockSink openSink() {
      return node::submit;
    }

    @Override
    protected BlockCandidate goodBlock() {
      return candidate(1);
    }

    @Override
    protected BlockCandidate badBlock() {
      return candidate(-1);
    }

    @Override
    protected void disconnectNode() {
      node.connected = false;
    }

    private static BlockCandidate candidate(int number) {
      var share = TestShares.block(number, "alice", 1);
      return new BlockCandidate(
          share.id(),
          Bytes.EMPTY,
          Bytes.EMPTY,
          Bytes.EMPTY,
          Optional.empty(),
          share.work(),
          share.share(),
          share.worker(),
          1,
          false,
          false,
          false);
    }
  }

  /** Takes blocks with a positive nonce. */
  private static final class FakeNode {
    private final Set<Hash256> known = new HashSet<>();
    private boolean connected = true;
    private boolean givesUp;
    private boolean rejectsDuplicates;
    private String reason = "high-hash";
    private BlockVerdict taken = new BlockVerdict.Accepted();

    FakeNode givingUp() {
      givesUp = true;
      return this;
    }

    FakeNode rejectingDuplicates() {
      rejectsDuplicates = true;
      return this;
    }

    FakeNode speechless() {
      reason = "";
      return this;
    }

    FakeNode answeringInconclusive() {
      taken = new BlockVerdict.Inconclusive();
      return this;
    }

    CompletableFuture<BlockVerdict> submit(BlockCandidate candidate) {
      if (!connected) {
        return givesUp
            ? CompletableFuture.completedFuture(new BlockVerdict.Rejected("no connection"))
            : CompletableFuture.failedFuture(new IOException("no connection"));
      }
      if (candidate.share().nonce() < 0) {
        return CompletableFuture.completedFuture(new BlockVerdict.Rejected(reason));
      }
      if (known.add(candidate.blockHash())) {
        return CompletableFuture.completedFuture(taken);
      }
      return CompletableFuture.completedFuture(
          rejectsDuplicates
              ? new BlockVerdict.Rejected("duplicate")
              : new BlockVerdict.Duplicate());
    }
  }
}
