package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a node proposes to mine: its answer to {@code getblocktemplate} (BIP22, BIP23, BIP145), as
 * far as a pool needs it. Immutable.
 *
 * <p>Whether the block commits to witnesses is decided by the template's {@code rules} and not by
 * the presence of {@code default_witness_commitment}: some nodes send that field before segwit is
 * active, and then refuse a coinbase with a witness.
 *
 * @param height the height of the block to mine; BIP34 wants it in the coinbase
 * @param previousHash the parent
 * @param version the block version the node would use, with the version bits it wants to signal
 * @param nBits the network target in compact form
 * @param curTime the time the block may carry now, unsigned seconds since 1970
 * @param minTime the least time the block may carry, unsigned seconds; 0 if the node does not say
 * @param coinbaseValue what the coinbase may pay out at most, subsidy and fees, in the smallest
 *     unit
 * @param coinbaseAux data the node wants in the coinbase script, in the order of the answer
 * @param witnessCommitment the script of the output that commits to the witnesses; present exactly
 *     if the rules say that segwit is active
 * @param transactions the transactions after the coinbase, in the order they must keep
 * @param mweb the MWEB extension block that follows the transactions, for Litecoin after its
 *     activation
 * @param longPollId what to name in the next request so that the node answers when there is
 *     something new (BIP22 long polling)
 */
public record BlockTemplate(
    int height,
    Hash256 previousHash,
    int version,
    int nBits,
    int curTime,
    int minTime,
    long coinbaseValue,
    List<Bytes> coinbaseAux,
    Optional<Bytes> witnessCommitment,
    List<TemplateTransaction> transactions,
    Optional<Bytes> mweb,
    Optional<String> longPollId) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if height or coinbaseValue is negative
   */
  public BlockTemplate {
    if (height < 0) {
      throw new IllegalArgumentException("height is negative: " + height);
    }
    if (coinbaseValue < 0) {
      throw new IllegalArgumentException("coinbaseValue is negative: " + coinbaseValue);
    }
    coinbaseAux = List.copyOf(coinbaseAux);
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads an answer to {@code getblocktemplate}: the result object, or the JSON-RPC reply with the
   * result in it.
   *
   * @throws MalformedTemplateException if it is no JSON, a field is missing, has the wrong type or
   *     an absurd value, or the node answered with an error
   */
  public static BlockTemplate parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads an answer to {@code getblocktemplate} as it came: faster, because no text is made of what
   * is nearly all hex.
   *
   * @param utf8 not copied, not changed, and not kept
   * @throws MalformedTemplateException as {@link #parse(String)}
   */
  public static BlockTemplate parse(byte[] utf8) {
    return TemplateReader.read(utf8);
  }

  /** Whether the block commits to witnesses (BIP141). */
  public boolean segwit() {
    return witnessCommitment.isPresent();
  }

  /** Tells which block, not a megabyte of hex. */
  @Override
  public String toString() {
    return "BlockTemplate[height="
        + height
        + ", previous="
        + previousHash
        + ", "
        + transactions.size()
        + " transactions, coinbaseValue="
        + coinbaseValue
        + "]";
  }
}
