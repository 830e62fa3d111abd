package io.stratumj.examples.regtest;

import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.examples.scrypt.Scrypt;
import io.stratumj.examples.scrypt.ScryptShareValidator;
import io.stratumj.testkit.MinerOptions;
import io.stratumj.testkit.MiningAlgorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** What can be mined here: a real node, and how its work is proved. */
enum Coin {
  /** Bitcoin's rules, which want the height in the coinbase (BIP34), by bcoin. */
  BITCOIN("sha256d", Sha256dShareValidator::new, MiningAlgorithm.SHA256D) {
    @Override
    RegtestNode startNode() throws IOException, InterruptedException {
      return BcoinNode.start(Map.of("bip34Height", 1));
    }
  },

  /** Litecoin's, by litecoind. */
  LITECOIN(
      "scrypt",
      ScryptShareValidator::new,
      new MiningAlgorithm(Scrypt.DIFFICULTY_ONE, () -> Scrypt::hash)) {
    @Override
    RegtestNode startNode() throws IOException, InterruptedException {
      return LitecoinNode.start();
    }
  };

  /** A share that is worth mentioning may take a while on a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String algorithmName;
  private final Supplier<ShareValidator> validators;
  private final MiningAlgorithm algorithm;

  Coin(String algorithmName, Supplier<ShareValidator> validators, MiningAlgorithm algorithm) {
    this.algorithmName = algorithmName;
    this.validators = validators;
    this.algorithm = algorithm;
  }

  /** A node with a young chain, which makes templates. */
  abstract RegtestNode startNode() throws IOException, InterruptedException;

  /** What the pool's command line calls the algorithm. */
  String algorithmName() {
    return algorithmName;
  }

  /** What a pool judges shares with. */
  Supplier<ShareValidator> validators() {
    return validators;
  }

  /** What a miner of it is like. */
  MinerOptions miner() {
    return MinerOptions.DEFAULTS.withAlgorithm(algorithm).withTimeout(PATIENCE);
  }
}
