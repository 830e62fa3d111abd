package io.stratumj.testkit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.testkit.chain.BlockForge.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule broken once, by a block that is good in all else; and real blocks, which are good. */
class BlockVerifierTest {
  private static final long NOW = 1_800_000_000L;

  private final SimulatedChain chain =
      SimulatedChain.create(ChainOptions.defaults().withTransactions(5), () -> NOW);
  private final BlockTemplate template = chain.template();

  @Test
  void aGoodBlockMadeByHandIsAccepted() {
    assertEquals(new BlockVerdict.Accepted(), chain.submit(new Plan(template).forge()));
  }

  @Test
  void aBlockThatPaysLessThanItMayIsAccepted() {
    Plan plan = new Plan(template);
    plan.value--;
    assertEquals(new BlockVerdict.Accepted(), chain.submit(plan.forge()));
  }

  @Test
  void undecodableBytesAreRefused() {
    String good = new Plan(template).forge().toHex();
    assertRefused("Block decode failed", Bytes.EMPTY);
    assertRefused("Block decode failed", Bytes.fromHex(good.substring(0, 160)));
    assertRefused("Block decode failed", Bytes.fromHex(good.substring(0, good.length() - 2)));
    assertRefused("Block decode failed", plan -> plan.trailing = "00");
    // A count that is not in its shortest form, and one of 2^64 - 1 transactions.
    assertRefused(
        "Block decode failed",
        Bytes.fromHex(good.substring(0, 160) + "fd0600" + good.substring(162)));
    assertRefused("Block decode failed", Bytes.fromHex(good.substring(0, 160) + "ff".repeat(9)));
  }

  @Test
  void aBlockWithoutTransactionsIsRefused() {
    Bytes header = new Plan(template).forge().slice(0, 80);
    assertRefused("bad-blk-length", Bytes.concat(header, Bytes.of((byte) 0)));
  }

  @Test
  void aHashAboveTheTargetIsRefused() {
    byte[] block = new Plan(template).forge().toByteArray();
    Hash256 limit = Hash256.fromDisplayHex("7fffff" + "0".repeat(58));
    do {
      block[76]++;
    } while (ChainHash.sha256d(Bytes.copyOf(block, 0, 80)).compareTo(limit) <= 0);
    assertRefused("high-hash", Bytes.of(block));
  }

  @Test
  void bitsThatAreNoTargetAreRefused() {
    byte[] block = new Plan(template).forge().toByteArray();
    block[74] = (byte) 0x80;
    assertRefused("high-hash", Bytes.of(block));
  }

  @Test
  void aWrongMerkleRootIsRefused() {
    assertRefused("bad-txnmrklroot", plan -> plan.merkleRootRight = false);
    assertRefused("bad-txnmrklroot", plan -> plan.transactions.set(0, plan.transactions.get(1)));
  }

  @Test // CVE-2012-2459: the same root with the odd transaction twice
  void aTransactionThatIsThereTwiceIsRefused() {
    SimulatedChain even =
        SimulatedChain.create(ChainOptions.defaults().withTransactions(4), () -> NOW);
    Plan plan = new Plan(even.template());
    plan.transactions.add(plan.transactions.get(3));
    plan.txids.add(plan.txids.get(3));
    assertEquals(new BlockVerdict.Rejected("bad-txns-duplicate"), even.submit(plan.forge()));
  }

  @Test
  void aBlockWhoseFirstTransactionIsNoCoinbaseIsRefused() {
    assertRefused("bad-cb-missing", plan -> plan.coinbaseInput = "22".repeat(36));
  }

  @Test
  void aSecondCoinbaseIsRefused() {
    String core = "01" + "00".repeat(32) + "ffffffff" + "020102" + "ffffffff" + "01";
    String second = "02000000" + core + "00".repeat(8) + "0151" + "00000000";
    assertRefused(
        "bad-cb-multiple",
        plan -> {
          plan.transactions.add(second);
          plan.txids.add(BlockForge.sha256d(second));
        });
  }

  @Test
  void aCoinbaseScriptOfOneOr101BytesIsRefused() {
    assertRefused("bad-cb-length", plan -> plan.script = "51");
    assertRefused("bad-cb-length", plan -> plan.script += "00".repeat(92));
    assertAccepted(plan -> plan.script += "00".repeat(91));
  }

  @Test
  void anUnknownParentIsRefused() {
    assertRefused("prev-blk-not-found", plan -> plan.parent = "33".repeat(32));
  }

  @Test
  void aParentThatWasInvalidatedIsRefused() {
    chain.invalidateTip();
    assertRefused("bad-prevblk", plan -> {});
  }

  @Test
  void otherBitsThanTheChainsAreRefused() {
    assertRefused("bad-diffbits", plan -> plan.nBits = 0x207ffffe);
  }

  @Test
  void aTimeNotAfterTheMedianIsRefused() {
    long minTime = Integer.toUnsignedLong(template.minTime());
    assertRefused("time-too-old", plan -> plan.time = minTime - 1);
    assertAccepted(plan -> plan.time = minTime);
  }

  @Test
  void aTimeTwoHoursAheadIsRefused() {
    assertRefused("time-too-new", plan -> plan.time = NOW + 7_201);
    assertAccepted(plan -> plan.time = NOW + 7_200);
  }

  @Test
  void anOldVersionIsRefused() {
    assertRefused("bad-version(0x00000003)", plan -> plan.version = "03000000");
    assertAccepted(plan -> plan.version = "04000000");
  }

  @Test // BIP34
  void aWrongHeightInTheCoinbaseIsRefused() {
    assertRefused(
        "bad-cb-height",
        plan -> plan.script = "03" + BlockForge.littleEndian(template.height() + 1, 3) + "00");
    assertRefused(
        "bad-cb-height",
        plan -> plan.script = "04" + BlockForge.littleEndian(template.height(), 4) + "00");
  }

  @Test // BIP141
  void aWrongCommitmentIsRefused() {
    assertRefused(
        "bad-witness-merkle-match", plan -> plan.commitment = "6a24aa21a9ed" + "44".repeat(32));
    assertRefused("bad-witness-merkle-match", plan -> plan.reserved = "55".repeat(32));
  }

  @Test // BIP141
  void aReservedValueThatIsNot32BytesIsRefused() {
    assertRefused("bad-witness-nonce-size", plan -> plan.witness = false);
    assertRefused("bad-witness-nonce-size", plan -> plan.witnessItems = "020100");
  }

  @Test // BIP141
  void aWitnessWithoutACommitmentIsRefused() {
    assertRefused("unexpected-witness", plan -> plan.commitment = "");
    SimulatedChain legacy =
        SimulatedChain.create(
            ChainOptions.defaults().withTransactions(5).withoutSegwit(), () -> NOW);
    Plan plan = new Plan(legacy.template());
    plan.witness = true;
    assertEquals(new BlockVerdict.Rejected("unexpected-witness"), legacy.submit(plan.forge()));
  }

  @Test
  void aTransactionTheChainDoesNotKnowIsRefused() {
    SimulatedChain other =
        SimulatedChain.create(ChainOptions.defaults().withTransactions(5).withSeed(2), () -> NOW);
    Plan plan = new Plan(other.template());
    plan.parent = template.previousHash().toInternal().toHex();
    assertRefused("bad-txns-inputs-missingorspent", plan.forge());
  }

  @Test
  void moreThanSubsidyAndFeesIsRefused() {
    assertRefused("bad-cb-amount", plan -> plan.value++);
    assertRefused("bad-cb-amount", plan -> plan.value = Long.MAX_VALUE);
    assertRefused("bad-txns-vout-negative", plan -> plan.value = -1);
  }

  @Test
  void aBlockThatIsTooHeavyIsRefused() {
    Plan plan = new Plan(template);
    plan.outputScript = "00".repeat(999_000);
    assertRefused("bad-blk-weight", plan.forge());
  }

  @TestFactory
  Stream<DynamicTest> everyBlockARealNodeAcceptedIsGood() {
    return recorded()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.get("name").getAsString(),
                    () -> assertEquals(Optional.empty(), verifier(block).refusal(bytes(block)))));
  }

  @Property(tries = 500) // a changed header is another header; all else it vouches for
  void noBitBehindTheHeaderOfARealBlockCanBeChanged(
      @ForAll @IntRange(max = 17) int which, @ForAll @IntRange(max = 100_000) int bit) {
    JsonObject recorded = recorded().toList().get(which);
    byte[] block = bytes(recorded).toByteArray();
    int at = 80 + bit / 8 % (block.length - 80);
    block[at] ^= (byte) (1 << (bit % 8));
    assertTrue(verifier(recorded).refusal(Bytes.of(block)).isPresent());
  }

  private static BlockVerifier verifier(JsonObject recorded) {
    boolean segwit = false;
    for (JsonElement rule : recorded.getAsJsonArray("rules")) {
      segwit |= rule.getAsString().endsWith("segwit");
    }
    JsonObject fees = recorded.getAsJsonObject("fees");
    long allFees = fees.asMap().values().stream().mapToLong(fee -> fee.getAsLong()).sum();
    Hash256 proof = Hash256.fromDisplayHex(recorded.get("pow").getAsString());
    Bytes header = bytes(recorded).slice(0, 80);
    boolean scrypt = !proof.equals(ChainHash.sha256d(header));
    BlockContext context =
        new BlockContext(
            recorded.get("height").getAsInt(),
            Integer.parseUnsignedInt(recorded.get("bits").getAsString(), 16),
            recorded.get("mintime").getAsLong(),
            recorded.get("curtime").getAsLong() + 7_200,
            2,
            segwit,
            recorded.get("coinbasevalue").getAsLong() - allFees,
            txid ->
                fees.has(txid.toDisplayHex())
                    ? OptionalLong.of(fees.get(txid.toDisplayHex()).getAsLong())
                    : OptionalLong.empty());
    Hash256 parent = Hash256.fromDisplayHex(recorded.get("previousblockhash").getAsString());
    return BlockVerifier.of(
        scrypt ? any -> proof : any -> ChainHash.sha256d(any),
        hash -> hash.equals(parent) ? Optional.of(context) : Optional.empty());
  }

  private static Bytes bytes(JsonObject recorded) {
    return Bytes.fromHex(recorded.get("block").getAsString());
  }

  private static Stream<JsonObject> recorded() {
    try (InputStream in = BlockVerifierTest.class.getResourceAsStream("recorded-blocks.json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonArray blocks = JsonParser.parseString(json).getAsJsonArray();
      return blocks.asList().stream().map(JsonElement::getAsJsonObject);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertAccepted(Consumer<Plan> change) {
    SimulatedChain fresh =
        SimulatedChain.create(ChainOptions.defaults().withTransactions(5), () -> NOW);
    Plan plan = new Plan(fresh.template());
    change.accept(plan);
    assertEquals(new BlockVerdict.Accepted(), fresh.submit(plan.forge()));
  }

  private void assertRefused(String reason, Consumer<Plan> change) {
    Plan plan = new Plan(template);
    change.accept(plan);
    assertRefused(reason, plan.forge());
  }

  private void assertRefused(String reason, Bytes block) {
    assertEquals(new BlockVerdict.Rejected(reason), chain.submit(block));
  }
}
