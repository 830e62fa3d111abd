package io.stratumj.examples.scrypt;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import io.stratumj.core.pow.HeaderAssembly;
import io.stratumj.core.pow.Sha256d;
import io.stratumj.core.spi.ShareValidator;

/**
 * Validates shares of Litecoin, Dogecoin and other chains proved by scrypt: the header and its name
 * are made as Bitcoin's are, only the hash that is compared with targets is {@link Scrypt}'s, and
 * difficulty 1 is {@link Scrypt#DIFFICULTY_ONE}.
 *
 * <p><em>Loop-confined</em>, as every validator. A share takes an event loop some 0.4 ms, a hundred
 * times what double SHA-256 takes: a loop judges up to 2,500 shares a second, and difficulties that
 * ask each miner for ten shares a minute leave room for thousands of them.
 */
public final class ScryptShareValidator implements ShareValidator {
  private final HeaderAssembly assembly = new HeaderAssembly();
  private final Sha256d sha256d = new Sha256d();

  /** A validator of its own. */
  public ScryptShareValidator() {}

  @Override
  public Target difficultyOne() {
    return Scrypt.DIFFICULTY_ONE;
  }

  @Override
  public ProofOfWork prove(Work work, Share share) {
    Hash256 hash = Hash256.fromInternal(Scrypt.hash(assembly.assemble(work, share)), 0);
    return new ProofOfWork(
        hash, work.target().isMetBy(hash), assembly.networkTarget(work.job()).isMetBy(hash));
  }

  @Override
  public Bytes header(Work work, Share share) {
    return assembly.header(work, share);
  }

  @Override
  public Bytes coinbase(Work work, Share share) {
    return assembly.coinbase(work, share);
  }

  @Override
  public Hash256 blockHash(Bytes header) {
    return sha256d.hash(header);
  }
}
