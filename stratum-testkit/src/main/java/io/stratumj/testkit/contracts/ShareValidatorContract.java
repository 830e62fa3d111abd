package io.stratumj.testkit.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the server relies on in a {@link ShareValidator} (SPEC D1, S3): the right hash for known
 * shares, targets that are met when hash and target are equal, and no trace of one share in the
 * judgement of the next.
 */
public abstract class ShareValidatorContract {
  /** For subclasses. */
  protected ShareValidatorContract() {}

  /** A new validator, as an event loop gets it. */
  protected abstract ShareValidator newValidator();

  /** Shares whose hashes are known from elsewhere, such as blocks of the chain; at least two. */
  protected abstract List<KnownShare> knownShares();

  /**
   * A share and what it must hash to.
   *
   * @param work the work it was found in
   * @param share what the miner sent
   * @param header its serialized header
   * @param hash its proof-of-work hash
   */
  public record KnownShare(Work work, Share share, Bytes header, Hash256 hash) {}

  /** D1. */
  @Test
  public final void knownSharesHaveTheirKnownHashes() {
    for (KnownShare known : knownShares()) {
      ShareValidator validator = newValidator();
      assertEquals(
          known.header(),
          validator.header(known.work(), known.share()),
          "the header is what miners hash: version, parent, merkle root, time, bits, nonce");
      assertEquals(
          known.hash(),
          validator.prove(known.work(), known.share()).hash(),
          "another hash than the miner's means that honest shares are refused");
    }
  }

  /** D1: the boundary itself is a share. */
  @Test
  public final void targetIsMetUpToAndIncludingEquality() {
    for (KnownShare known : knownShares()) {
      BigInteger hash = new BigInteger(known.hash().toDisplayHex(), 16);
      assertTrue(
          prove(known, Target.of(hash)).meetsTarget(), "a hash equal to work.target() meets it");
      assertFalse(
          prove(known, Target.of(hash.subtract(BigInteger.ONE))).meetsTarget(),
          "a hash above work.target() does not meet it: judge by the work's target, no other");
    }
  }

  /** S8: what misses the share target may be a block all the same. */
  @Test
  public final void networkTargetIsTheOneInTheJobsBits() {
    for (KnownShare known : knownShares()) {
      assertEquals(
          known.work().job().networkTarget().isMetBy(known.hash()),
          prove(known, Target.of(BigInteger.ZERO)).meetsNetworkTarget(),
          "meetsNetworkTarget compares with job.networkTarget() whatever the share target is: a"
              + " block would be lost");
    }
  }

  /** Validators keep scratch buffers; nobody must see that. */
  @Test
  public final void oneShareLeavesNoTraceInTheNext() {
    ShareValidator validator = newValidator();
    List<KnownShare> shares = knownShares();
    for (int round = 0; round < 3; round++) {
      for (KnownShare known : shares) {
        assertEquals(
            known.hash(),
            validator.prove(known.work(), known.share()).hash(),
            "the same share must have the same hash whatever was judged before it");
      }
    }
    Bytes header = validator.header(shares.get(0).work(), shares.get(0).share());
    Bytes unused = validator.header(shares.get(1).work(), shares.get(1).share());
    assertEquals(
        shares.get(0).header(), header, "what was returned must not change with the next call");
  }

  /** S5: a share's hash is its identity. */
  @Test
  public final void everyFieldOfTheShareIsHashed() {
    for (KnownShare known : knownShares()) {
      ShareValidator validator = newValidator();
      Share share = known.share();
      for (Share other :
          List.of(
              new Share(
                  share.worker(),
                  share.jobId(),
                  share.extranonce2() ^ 1,
                  share.extranonce2Size(),
                  share.nTime(),
                  share.nonce(),
                  share.versionBits()),
              new Share(
                  share.worker(),
                  share.jobId(),
                  share.extranonce2(),
                  share.extranonce2Size(),
                  share.nTime() + 1,
                  share.nonce(),
                  share.versionBits()),
              new Share(
                  share.worker(),
                  share.jobId(),
                  share.extranonce2(),
                  share.extranonce2Size(),
                  share.nTime(),
                  share.nonce() + 1,
                  share.versionBits()))) {
        assertNotEquals(
            known.hash(),
            validator.prove(known.work(), other).hash(),
            "a field that is not hashed lets one share be sent, and paid, many times: " + other);
      }
    }
  }

  /** S8: a node needs the coinbase the miner hashed. */
  @Test
  public final void coinbaseHoldsBothExtranonces() {
    for (KnownShare known : knownShares()) {
      byte[] extranonce2 = new byte[known.share().extranonce2Size()];
      known.share().copyExtranonce2To(extranonce2, 0);
      Bytes expected =
          Bytes.concat(
              known.work().job().coinbase1(),
              known.work().extranonce().extranonce1(),
              Bytes.of(extranonce2),
              known.work().job().coinbase2());
      assertEquals(
          expected,
          newValidator().coinbase(known.work(), known.share()),
          "coinbase1, extranonce1, extranonce2, coinbase2: a block with another one is refused");
    }
  }

  /** Each event loop has a validator of its own. */
  @Test
  public final void twoValidatorsAgree() {
    ShareValidator one = newValidator();
    ShareValidator other = newValidator();
    for (KnownShare known : knownShares()) {
      assertEquals(
          one.blockHash(known.header()),
          other.blockHash(known.header()),
          "the name of a block must not depend on the loop it was found on");
      assertEquals(
          one.prove(known.work(), known.share()),
          other.prove(known.work(), known.share()),
          "a share must be judged the same on every loop");
    }
    assertTrue(
        one.difficultyOne().compareTo(Target.of(BigInteger.ZERO)) > 0,
        "difficulty 1 has a target above zero");
  }

  private ProofOfWork prove(KnownShare known, Target target) {
    return newValidator().prove(known.work().at(known.work().difficulty(), target), known.share());
  }
}
