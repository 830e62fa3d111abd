package io.stratumj.testkit.personas;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.Work;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.spi.ShareValidator;

/** Double SHA-256 with a difficulty 1 that every hash meets: difficulty 16 takes 16 hashes. */
final class EasyHashing implements ShareValidator {
  static final Target ONE = Target.MAX;

  private final ShareValidator real = new Sha256dShareValidator();

  @Override
  public Target difficultyOne() {
    return ONE;
  }

  @Override
  public ProofOfWork prove(Work work, Share share) {
    return real.prove(work, share);
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
