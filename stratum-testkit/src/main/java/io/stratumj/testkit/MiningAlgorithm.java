package io.stratumj.testkit;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.mining.NonceSearch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a mock miner hashes headers with, and what difficulty 1 means then: the two things in which
 * mining algorithms differ for a miner. Immutable and thread-safe.
 *
 * <p>A block's name is not part of it: it is the double SHA-256 of the header even where something
 * else proves the work.
 *
 * @param difficultyOne the target of difficulty 1
 * @param hashers makes a function from the 80 bytes of a header to the 32 bytes of its hash in
 *     internal order. Each function is used on one thread, so it may keep scratch space; it may not
 *     keep or change what it is given
 */
public record MiningAlgorithm(Target difficultyOne, Supplier<UnaryOperator<byte[]>> hashers) {
  /** Double SHA-256: Bitcoin, and what a miner does unless told otherwise. */
  public static final MiningAlgorithm SHA256D =
      new MiningAlgorithm(Target.DIFFICULTY_ONE, NonceSearch::sha256d);

  /** The hash of one header, as it is compared with targets. */
  public Hash256 hash(Bytes header) {
    return Hash256.fromInternal(Bytes.of(hashers.get().apply(header.toByteArray())));
  }
}
