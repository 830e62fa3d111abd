package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.core.pow.Sha256d;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.examples.scrypt.Scrypt;
import io.stratumj.examples.scrypt.ScryptShareValidator;

/** How miners prove their work. Named as it is written on the command line. */
enum Algorithm {
  /** Double SHA-256: Bitcoin. */
  sha256d {
    @Override
    ShareValidator newValidator() {
      return new Sha256dShareValidator();
    }

    @Override
    Hash256 proof(Bytes header) {
      return new Sha256d().hash(header);
    }

    @Override
    Target difficultyOne() {
      return Target.DIFFICULTY_ONE;
    }

    /**
     * A CPU core at 14 MH/s finds such a share in a third of a second, one at 0.4 MH/s in ten
     * seconds, and eight quick ones are enough for vardiff to raise it.
     */
    @Override
    Difficulty startDifficulty() {
      return Difficulty.of(0.001);
    }

    /** 2^27 hashes for a block: ten seconds for a core at 14 MH/s. */
    @Override
    NetworkBits networkBits() {
      return new NetworkBits(0x1d200000);
    }
  },

  /** Scrypt: Litecoin, Dogecoin. */
  scrypt {
    @Override
    ShareValidator newValidator() {
      return new ScryptShareValidator();
    }

    @Override
    Hash256 proof(Bytes header) {
      return Hash256.fromInternal(Scrypt.hash(header.toByteArray()), 0);
    }

    @Override
    Target difficultyOne() {
      return Scrypt.DIFFICULTY_ONE;
    }

    /** A quarter of a second for a core at 25 kH/s, three seconds for one at 2 kH/s. */
    @Override
    Difficulty startDifficulty() {
      return Difficulty.of(0.1);
    }

    /** 2^18 hashes for a block: ten seconds for a core at 25 kH/s. */
    @Override
    NetworkBits networkBits() {
      return new NetworkBits(0x1e400000);
    }
  };

  /** What judges shares on one event loop. */
  abstract ShareValidator newValidator();

  /** The hash of a header that is compared with targets. */
  abstract Hash256 proof(Bytes header);

  /** The target of difficulty 1. */
  abstract Target difficultyOne();

  /** The share difficulty if nobody says. */
  abstract Difficulty startDifficulty();

  /** The simulated chain's target if nobody says. */
  abstract NetworkBits networkBits();
}
