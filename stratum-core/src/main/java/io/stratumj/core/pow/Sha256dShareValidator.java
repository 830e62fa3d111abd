package io.stratumj.core.pow;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.core.spi.ShareValidator;

/**
 * Validates shares of Bitcoin and every other chain proved by double SHA-256: the server's default.
 *
 * <p><em>Loop-confined</em>, never blocks. For each share it allocates the hash and the {@link
 * ShareValidator.ProofOfWork} it returns, nothing else: see {@link HeaderAssembly}.
 */
public final class Sha256dShareValidator implements ShareValidator {
  private final HeaderAssembly assembly = new HeaderAssembly();
  private final Sha256d sha256d = new Sha256d();

  /** A validator of its own. */
  public Sha256dShareValidator() {}

  @Override
  public ProofOfWork prove(Work work, Share share) {
    byte[] header = assembly.assemble(work, share);
    Hash256 hash = sha256d.hash(header, 0, header.length);
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
