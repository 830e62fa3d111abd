package io.stratumj.core.template;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Makes jobs from block templates: adds the pool's coinbase and computes what miners need of the
 * rest. Immutable and thread-safe; each {@code with} gives another factory. Never blocks; a
 * template of mainnet size takes a few milliseconds.
 *
 * <p><b>Version bits.</b> The job has the template's version, bit for bit: what the node signals is
 * what is mined. Nothing is cleared to make room for version rolling, and none of the bits is ever
 * rolled away: the session hands out only those bits of its mask that are zero in the job's version
 * (SPEC C2).
 *
 * <p><b>Times.</b> Miners start from the template's {@code curtime}; {@code mintime} bounds them
 * below.
 */
public final class JobFactory {
  /** Four bytes of extranonce1 and eight of extranonce2: the server's default. */
  private static final int EXTRANONCE_SIZE_DEFAULT = 12;

  private final Bytes payoutScript;
  private final Bytes tag;
  private final int extranonceSize;
  private final int coinbaseBytesMax;

  private JobFactory(Bytes payoutScript, Bytes tag, int extranonceSize, int coinbaseBytesMax) {
    this.payoutScript = payoutScript;
    this.tag = tag;
    this.extranonceSize = extranonceSize;
    this.coinbaseBytesMax = coinbaseBytesMax;
  }

  /**
   * A factory of jobs that pay to this script. Without tag, with 12 bytes for the extranonces and
   * at most {@value CoinbaseBuilder#BYTES_MAX_DEFAULT} bytes of coinbase.
   *
   * @param payoutScript the output script that earns the blocks; ask the node for it ({@code
   *     validateaddress} tells the {@code scriptPubKey} of an address)
   * @throws IllegalArgumentException if the script is empty: anybody could spend that
   */
  public static JobFactory payingTo(Bytes payoutScript) {
    if (payoutScript.isEmpty()) {
      throw new IllegalArgumentException("payoutScript is empty: anybody could spend that");
    }
    return new JobFactory(
        payoutScript, Bytes.EMPTY, EXTRANONCE_SIZE_DEFAULT, CoinbaseBuilder.BYTES_MAX_DEFAULT);
  }

  /** The same, with the pool's name in the coinbase, for example {@code /pool/}. */
  public JobFactory withTag(String name) {
    return withTag(Bytes.of(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same, with these bytes in the coinbase. */
  public JobFactory withTag(Bytes bytes) {
    return new JobFactory(payoutScript, bytes, extranonceSize, coinbaseBytesMax);
  }

  /**
   * The same, with that many bytes for extranonce1 and extranonce2 together: what the server's
   * extranonces have.
   */
  public JobFactory withExtranonceSize(int bytes) {
    return new JobFactory(payoutScript, tag, bytes, coinbaseBytesMax);
  }

  /** The same, with another limit for the whole coinbase; see SPEC J1 before raising it. */
  public JobFactory withCoinbaseBytesMax(int bytes) {
    return new JobFactory(payoutScript, tag, extranonceSize, bytes);
  }

  /**
   * The job that pays all of the template's value to the factory's script.
   *
   * @throws MalformedTemplateException if the coinbase does not fit for what the template adds
   * @throws IllegalArgumentException if it does not fit anyway: see {@link CoinbaseBuilder#build}
   */
  public Job job(BlockTemplate template) {
    return job(
        template, List.of(new CoinbaseBuilder.Output(template.coinbaseValue(), payoutScript)));
  }

  /**
   * A job with other outputs.
   *
   * @throws IllegalArgumentException if they do not pay exactly the template's value, or the
   *     coinbase does not fit
   */
  public Job job(BlockTemplate template, List<CoinbaseBuilder.Output> outputs) {
    CoinbaseBuilder.Halves coinbase = coinbase(template, outputs);
    List<Hash256> txids = template.transactions().stream().map(TemplateTransaction::txid).toList();
    return new Job(
        template.previousHash(),
        coinbase.first(),
        coinbase.second(),
        coinbase.extranonceSize(),
        MerkleBranches.of(txids),
        template.version(),
        template.nBits(),
        template.curTime(),
        template.minTime(),
        Optional.of(body(template)));
  }

  /**
   * The coinbase alone, with these outputs: what makes one job differ from another of the same
   * template, and cheap where the branches and the body are not.
   *
   * @throws IllegalArgumentException if the outputs do not pay exactly the template's value, or the
   *     coinbase does not fit
   */
  public CoinbaseBuilder.Halves coinbase(
      BlockTemplate template, List<CoinbaseBuilder.Output> outputs) {
    requireWholeValue(template.coinbaseValue(), outputs);
    try {
      return coinbase(template, template.coinbaseAux(), outputs);
    } catch (IllegalArgumentException tooLong) {
      if (template.coinbaseAux().isEmpty()) {
        throw tooLong;
      }
      // If it fits without what the node adds, then that is to blame, and else the pool's own.
      CoinbaseBuilder.Halves unused = coinbase(template, List.of(), outputs);
      throw new MalformedTemplateException(
          "coinbaseaux", "is too long (" + tooLong.getMessage() + ")", tooLong);
    }
  }

  private CoinbaseBuilder.Halves coinbase(
      BlockTemplate template, List<Bytes> auxiliary, List<CoinbaseBuilder.Output> outputs) {
    CoinbaseBuilder builder =
        CoinbaseBuilder.atHeight(template.height())
            .extranonceSize(extranonceSize)
            .tag(tag)
            .bytesMax(coinbaseBytesMax);
    auxiliary.forEach(builder::auxiliary);
    outputs.forEach(output -> builder.output(output.value(), output.script()));
    template.witnessCommitment().ifPresent(script -> builder.output(0, script));
    return builder.build();
  }

  private static void requireWholeValue(long value, List<CoinbaseBuilder.Output> outputs) {
    long paid = 0;
    for (CoinbaseBuilder.Output output : outputs) {
      paid = Math.addExact(paid, output.value());
    }
    if (paid != value) {
      throw new IllegalArgumentException("the outputs pay " + paid + " of " + value);
    }
  }

  private static BlockBody body(BlockTemplate template) {
    List<Bytes> transactions =
        template.transactions().stream().map(TemplateTransaction::data).toList();
    Bytes extension =
        template.mweb().map(mweb -> Bytes.concat(Bytes.of((byte) 1), mweb)).orElse(Bytes.EMPTY);
    return new BlockBody(transactions, template.segwit(), extension);
  }
}
