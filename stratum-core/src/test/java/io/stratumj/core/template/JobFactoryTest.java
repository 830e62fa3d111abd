package io.stratumj.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.core.template.CoinbaseBuilder.Output;
import io.stratumj.core.template.RecordedBlock.Resources;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobFactoryTest {
  private static final Bytes SCRIPT = Bytes.fromHex("0014" + "ab".repeat(20));
  private static final Bytes OTHER = Bytes.fromHex("0014" + "cd".repeat(20));

  private final JobFactory factory = JobFactory.payingTo(SCRIPT);
  private final BlockTemplate template =
      BlockTemplate.parse(Resources.text("gbt-mainnet-like.json"));

  @Test
  void aJobCarriesTheWholeTemplate() {
    Job job = factory.withTag("/pool/").job(template);
    assertEquals(template.previousHash(), job.previousHash());
    assertEquals(template.version(), job.version());
    assertEquals(template.nBits(), job.nBits());
    assertEquals(template.curTime(), job.nTime());
    assertEquals(template.minTime(), job.minTime());
    assertEquals(12, job.extranonceSize());
    assertEquals(8, job.merkleBranches().size());
    BlockBody body = job.body().orElseThrow();
    assertEquals(200, body.transactions().size());
    assertTrue(body.segwit());
    assertTrue(body.extension().isEmpty());
    assertEquals(
        template.transactions().stream().map(TemplateTransaction::data).toList(),
        body.transactions());
  }

  @Test // SPEC J1
  void theCoinbaseOfAnOrdinaryPoolStaysWithin255Bytes() {
    Job job = factory.withTag("/a pool of middling name/").job(template);
    assertTrue(job.coinbase1().size() + 12 + job.coinbase2().size() <= 255);
    JobFactory tooLong = factory.withTag("x".repeat(82));
    assertThrows(IllegalArgumentException.class, () -> tooLong.job(template));
    JobFactory small = factory.withCoinbaseBytesMax(100);
    assertThrows(IllegalArgumentException.class, () -> small.job(template));
  }

  @Test // J1: who is to blame for a script of more than 100 bytes is told by name
  void auxiliaryDataThatLeavesNoRoomIsRefusedByName() {
    BlockTemplate crowded = withAux(List.of(Bytes.of(new byte[90])));
    var refused = assertThrows(MalformedTemplateException.class, () -> factory.job(crowded));
    assertEquals("coinbaseaux", refused.field());
    BlockTemplate roomy = withAux(List.of(Bytes.of(new byte[20])));
    JobFactory tooLong = factory.withTag("x".repeat(95));
    var own = assertThrows(IllegalArgumentException.class, () -> tooLong.job(roomy));
    assertFalse(own instanceof MalformedTemplateException, "the tag is the pool's own: " + own);
  }

  @Test // what is signalled is what is mined: SPEC C2 keeps rolling away from it
  void versionBitsOfTheTemplateAreKept() {
    BlockTemplate signalling = with(0x3fffe004, Optional.empty(), Optional.empty());
    assertEquals(0x3fffe004, factory.job(signalling).version());
  }

  @Test
  void outputsMustPayTheWholeValue() {
    long value = template.coinbaseValue();
    Job split = factory.job(template, List.of(new Output(value - 5, SCRIPT), new Output(5, OTHER)));
    assertTrue(split.coinbase2().toHex().contains("0500000000000000" + "16" + OTHER.toHex()));
    for (long wrong : List.of(value - 1, value + 1)) {
      List<Output> outputs = List.of(new Output(wrong, SCRIPT));
      assertThrows(IllegalArgumentException.class, () -> factory.job(template, outputs));
    }
    List<Output> overflowing = List.of(new Output(Long.MAX_VALUE, SCRIPT), new Output(9, OTHER));
    assertThrows(ArithmeticException.class, () -> factory.job(template, overflowing));
  }

  @Test
  void anEmptyPayoutScriptIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> JobFactory.payingTo(Bytes.EMPTY));
  }

  @Test
  void withoutSegwitThereIsNoCommitmentAndNoWitness() {
    BlockTemplate legacy = with(4, Optional.empty(), Optional.empty());
    Job job = factory.job(legacy);
    assertFalse(job.body().orElseThrow().segwit());
    assertFalse(job.coinbase2().toHex().contains("aa21a9ed"));
    Bytes coinbase = Bytes.concat(job.coinbase1(), Bytes.of(new byte[12]), job.coinbase2());
    assertEquals(coinbase, BlockAssembler.coinbase(coinbase, job.body().orElseThrow()));
  }

  @Test // Litecoin: 01 and the extension block follow the last transaction
  void theMwebExtensionFollowsTheTransactions() {
    BlockTemplate mweb =
        with(4, template.witnessCommitment(), Optional.of(Bytes.fromHex("c0ffee")));
    BlockBody body = factory.job(mweb).body().orElseThrow();
    assertEquals("01c0ffee", body.extension().toHex());
    Bytes header = Bytes.of(new byte[80]);
    Bytes coinbase = Bytes.of(new byte[60]);
    String block = BlockAssembler.block(header, coinbase, body).toHex();
    assertTrue(
        block.endsWith(
            Bytes.concat(body.transactions().toArray(Bytes[]::new)).toHex() + "01c0ffee"));
    assertTrue(block.startsWith("00".repeat(80) + "c9" + "00000000" + "0001"));
  }

  @Test // BIP141
  void theCoinbaseInABlockHasTheReservedValueAsItsWitness() {
    BlockBody body = factory.job(template).body().orElseThrow();
    Bytes plain = Bytes.fromHex("02000000" + "aabbcc" + "11223344");
    assertEquals(
        "02000000" + "0001" + "aabbcc" + "01" + "20" + "00".repeat(32) + "11223344",
        BlockAssembler.coinbase(plain, body).toHex());
    Bytes tooShort = Bytes.of(new byte[7]);
    assertThrows(IllegalArgumentException.class, () -> BlockAssembler.coinbase(tooShort, body));
  }

  private BlockTemplate withAux(List<Bytes> auxiliary) {
    return with(template.version(), auxiliary, template.witnessCommitment(), template.mweb());
  }

  private BlockTemplate with(int version, Optional<Bytes> commitment, Optional<Bytes> mweb) {
    return with(version, template.coinbaseAux(), commitment, mweb);
  }

  private BlockTemplate with(
      int version, List<Bytes> auxiliary, Optional<Bytes> commitment, Optional<Bytes> mweb) {
    return new BlockTemplate(
        template.height(),
        template.previousHash(),
        version,
        template.nBits(),
        template.curTime(),
        template.minTime(),
        template.coinbaseValue(),
        auxiliary,
        commitment,
        template.transactions(),
        mweb,
        Optional.empty());
  }
}
