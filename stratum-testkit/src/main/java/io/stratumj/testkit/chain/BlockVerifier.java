package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Judges a serialized block by the consensus rules a miner or pool can break, in the order in which
 * nodes check them, and names what is broken as Bitcoin Core does ({@code high-hash}, {@code
 * bad-txnmrklroot}, {@code bad-cb-amount}, …).
 *
 * <p>What it cannot judge are scripts and signatures: a transaction counts as good if the chain
 * knows it. In one point it is stricter than nodes: bytes after the last transaction are refused,
 * since they come from a mistake.
 *
 * <p>Parsing and hashing are its own; it shares nothing with the code that builds blocks.
 * Immutable, thread-safe, never blocks.
 */
public final class BlockVerifier {
  private static final int WEIGHT_MAX = 4_000_000;
  private static final String COMMITMENT_PREFIX = "6a24aa21a9ed";
  private static final int COMMITMENT_SIZE = 38;

  private final Function<Bytes, Hash256> proof;
  private final Function<Hash256, Optional<BlockContext>> contexts;

  private BlockVerifier(
      Function<Bytes, Hash256> proof, Function<Hash256, Optional<BlockContext>> contexts) {
    this.proof = proof;
    this.contexts = contexts;
  }

  /**
   * A verifier for blocks proved by double SHA-256.
   *
   * @param contexts what a block on this parent must be like; empty if the parent is unknown
   */
  public static BlockVerifier sha256d(Function<Hash256, Optional<BlockContext>> contexts) {
    return of(header -> ChainHash.sha256d(header), contexts);
  }

  /**
   * A verifier for blocks of another algorithm.
   *
   * @param proof the proof-of-work hash of a header
   * @param contexts what a block on this parent must be like; empty if the parent is unknown
   */
  public static BlockVerifier of(
      Function<Bytes, Hash256> proof, Function<Hash256, Optional<BlockContext>> contexts) {
    return new BlockVerifier(proof, contexts);
  }

  /**
   * Judges a block.
   *
   * @return why it is refused; empty if it is good
   */
  public Optional<String> refusal(Bytes block) {
    Optional<ParsedBlock> parsed = BlockParser.parse(block);
    return parsed.isEmpty() ? Optional.of("Block decode failed") : refusal(parsed.get());
  }

  Optional<String> refusal(ParsedBlock block) {
    Optional<BlockContext> context = contexts.apply(block.parent());
    return proofOfWork(block)
        .or(() -> body(block))
        .or(() -> context.isEmpty() ? Optional.of("prev-blk-not-found") : Optional.empty())
        .or(() -> context.flatMap(known -> header(block, known)))
        .or(() -> context.flatMap(known -> coinbaseHeight(block, known)))
        .or(() -> context.flatMap(known -> witness(block, known)))
        .or(() -> context.flatMap(known -> transactions(block, known)));
  }

  /** Against the bits the header itself names: whether those are right is judged later. */
  private Optional<String> proofOfWork(ParsedBlock block) {
    Hash256 hash = proof.apply(block.header());
    try {
      return refuseIf(!Target.ofCompact(block.nBits()).isMetBy(hash), "high-hash");
    } catch (IllegalArgumentException noTarget) {
      return Optional.of("high-hash");
    }
  }

  /** What a block must be like on any chain. */
  private static Optional<String> body(ParsedBlock block) {
    List<ParsedBlock.Transaction> transactions = block.transactions();
    if (transactions.isEmpty()) {
      return Optional.of("bad-blk-length");
    }
    List<Hash256> txids = transactions.stream().map(ParsedBlock.Transaction::txid).toList();
    ParsedBlock.Transaction coinbase = transactions.get(0);
    int scriptSize = coinbase.firstScript().size();
    return refuseIf(!ChainHash.merkleRoot(txids).equals(block.merkleRoot()), "bad-txnmrklroot")
        .or(() -> refuseIf(new HashSet<>(txids).size() < txids.size(), "bad-txns-duplicate"))
        .or(() -> refuseIf(!coinbase.coinbase(), "bad-cb-missing"))
        .or(() -> refuseIf(count(transactions) > 1, "bad-cb-multiple"))
        .or(() -> refuseIf(coinbase.outputs().isEmpty(), "bad-txns-vout-empty"))
        .or(() -> refuseIf(scriptSize < 2 || scriptSize > 100, "bad-cb-length"))
        .or(
            () ->
                refuseIf(
                    coinbase.outputs().stream().anyMatch(output -> output.value() < 0),
                    "bad-txns-vout-negative"));
  }

  private static long count(List<ParsedBlock.Transaction> transactions) {
    return transactions.stream().filter(ParsedBlock.Transaction::coinbase).count();
  }

  private static Optional<String> header(ParsedBlock block, BlockContext context) {
    String version = String.format("bad-version(0x%08x)", block.version());
    return refuseIf(block.nBits() != context.nBits(), "bad-diffbits")
        .or(() -> refuseIf(block.time() < context.minTime(), "time-too-old"))
        .or(() -> refuseIf(block.time() > context.maxTime(), "time-too-new"))
        .or(() -> refuseIf(block.version() < context.versionMin(), version));
  }

  /** BIP34: the coinbase script begins with the height as the script engine pushes a number. */
  private static Optional<String> coinbaseHeight(ParsedBlock block, BlockContext context) {
    String script = block.transactions().get(0).firstScript().toHex();
    return refuseIf(!script.startsWith(heightPush(context.height())), "bad-cb-height");
  }

  private static String heightPush(int height) {
    if (height == 0) {
      return "00";
    }
    if (height <= 16) {
      return Integer.toHexString(0x50 + height);
    }
    // A BigInteger's bytes are the shortest two's complement: for a positive number that is just
    // the number with room for a sign, as the script engine wants it, but big-endian.
    Bytes number = Bytes.of(BigInteger.valueOf(height).toByteArray()).reversed();
    return HexFormat.of().toHexDigits((byte) number.size()) + number.toHex();
  }

  /** BIP141. */
  private static Optional<String> witness(ParsedBlock block, BlockContext context) {
    List<ParsedBlock.Transaction> transactions = block.transactions();
    Optional<Bytes> commitment = context.segwit() ? commitment(transactions) : Optional.empty();
    if (commitment.isEmpty()) {
      boolean unexpected = transactions.stream().anyMatch(ParsedBlock.Transaction::witness);
      return refuseIf(unexpected, "unexpected-witness")
          .or(() -> refuseIf(block.weight() > WEIGHT_MAX, "bad-blk-weight"));
    }
    List<Bytes> reserved = transactions.get(0).firstWitness();
    if (reserved.size() != 1 || reserved.get(0).size() != Hash256.SIZE) {
      return Optional.of("bad-witness-nonce-size");
    }
    List<Hash256> wtxids =
        transactions.stream().skip(1).map(ParsedBlock.Transaction::wtxid).toList();
    Hash256 expected = ChainHash.witnessCommitment(wtxids, reserved.get(0));
    return refuseIf(!expected.toInternal().equals(commitment.get()), "bad-witness-merkle-match")
        .or(() -> refuseIf(block.weight() > WEIGHT_MAX, "bad-blk-weight"));
  }

  /** The last output of the coinbase that looks like a commitment is it. */
  private static Optional<Bytes> commitment(List<ParsedBlock.Transaction> transactions) {
    return transactions.get(0).outputs().stream()
        .map(ParsedBlock.Output::script)
        .filter(script -> script.size() >= COMMITMENT_SIZE)
        .filter(script -> script.toHex().startsWith(COMMITMENT_PREFIX))
        .reduce((first, second) -> second)
        .map(script -> script.slice(COMMITMENT_SIZE - Hash256.SIZE, COMMITMENT_SIZE));
  }

  private static Optional<String> transactions(ParsedBlock block, BlockContext context) {
    BigInteger allowed = BigInteger.valueOf(context.subsidy());
    for (ParsedBlock.Transaction transaction :
        block.transactions().subList(1, block.transactions().size())) {
      OptionalLong fee = context.fees().apply(transaction.txid());
      if (fee.isEmpty()) {
        return Optional.of("bad-txns-inputs-missingorspent");
      }
      allowed = allowed.add(BigInteger.valueOf(fee.getAsLong()));
    }
    BigInteger paid =
        block.transactions().get(0).outputs().stream()
            .map(output -> BigInteger.valueOf(output.value()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return refuseIf(paid.compareTo(allowed) > 0, "bad-cb-amount");
  }

  private static Optional<String> refuseIf(boolean broken, String reason) {
    return broken ? Optional.of(reason) : Optional.empty();
  }
}
