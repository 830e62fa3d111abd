package io.stratumj.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.pow.Sha256d;
import io.stratumj.core.pow.Sha256dShareValidator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What real nodes proposed, real miners solved and the nodes then accepted, made again. */
class RecordedBlocksTest {
  private static final int EXTRANONCE_SIZE = 8;
  private static final int VALUE_BYTES = 8;

  private final Sha256dShareValidator validator = new Sha256dShareValidator();

  @TestFactory // SPEC J1
  Stream<DynamicTest> theJobOfEveryTemplateIsTheRecordedNotify() {
    return each(
        recorded -> {
          Job job = job(recorded);
          assertEquals(wire(recorded, 1), wordsReversed(job.previousHash().toInternal()));
          assertEquals(wire(recorded, 2), job.coinbase1().toHex());
          assertEquals(wire(recorded, 3), job.coinbase2().toHex());
          List<String> branches =
              recorded.announced().get(4).getAsJsonArray().asList().stream()
                  .map(branch -> branch.getAsString())
                  .toList();
          assertEquals(branches, job.merkleBranches().stream().map(Bytes::toHex).toList());
          assertEquals(wire(recorded, 5), hex(job.version()));
          assertEquals(wire(recorded, 6), hex(job.nBits()));
          assertEquals(wire(recorded, 7), hex(job.nTime()));
        });
  }

  @TestFactory // SPEC S8
  Stream<DynamicTest> theWinningShareOfEveryJobIsTheBlockTheNodeAccepted() {
    return each(
        recorded -> {
          Work work = work(recorded, job(recorded));
          Share share = share(recorded);
          Bytes header = validator.header(work, share);
          Bytes coinbase = validator.coinbase(work, share);
          assertEquals(
              recorded.block(),
              BlockAssembler.block(header, coinbase, work.job().body().orElseThrow()));
          assertEquals(recorded.blockId(), validator.blockHash(header).toDisplayHex());
          if (recorded.name().startsWith("sha256d")) {
            assertTrue(validator.prove(work, share).meetsNetworkTarget());
          }
        });
  }

  @Test
  @DisplayName(
      "Litecoin's HogEx stays last, its id is the node's, and 01 and the MWEB block follow")
  void theBlockEndsWithTheHogExAndTheExtensionBlock() {
    RecordedBlock recorded = RecordedBlock.load("scrypt-litecoind-mweb", 433);
    BlockTemplate template = BlockTemplate.parse(recorded.template());
    List<TemplateTransaction> transactions = template.transactions();
    TemplateTransaction hogEx = transactions.get(transactions.size() - 1);
    assertEquals(3, transactions.size());
    assertEquals("020000000008", hogEx.data().slice(0, 6).toHex(), "the marker of a HogEx");
    assertNotEquals(hogEx.txid(), new Sha256d().hash(hogEx.data()), "which is not in its id");
    String end = hogEx.data().toHex() + "01" + template.mweb().orElseThrow().toHex();
    assertTrue(recorded.block().toHex().endsWith(end));
  }

  @Test
  @DisplayName("before segwit is active its commitment is left alone, though the node offers one")
  void aTemplateFromBeforeSegwitMakesABlockWithoutWitness() {
    RecordedBlock recorded = RecordedBlock.load("sha256d-bcoin-presegwit-from-genesis", 1);
    assertTrue(recorded.template().contains("default_witness_commitment"));
    Job job = job(recorded);
    assertFalse(job.body().orElseThrow().segwit());
    assertFalse(job.coinbase2().toHex().contains("aa21a9ed"));
  }

  /** A factory configured as that pool was: its payout script is read from its own coinbase. */
  private static Job job(RecordedBlock recorded) {
    Bytes half = Bytes.fromHex(wire(recorded, 3));
    String beforeValue = Bytes.fromHex("052f746f792fffffffff").toHex();
    assertTrue(half.toHex().startsWith(beforeValue));
    int scriptAt = beforeValue.length() / 2 + 1 + VALUE_BYTES + 1;
    Bytes script = half.slice(scriptAt, scriptAt + half.at(scriptAt - 1));
    return JobFactory.payingTo(script)
        .withTag("/toy/")
        .withExtranonceSize(EXTRANONCE_SIZE)
        .job(BlockTemplate.parse(recorded.template()));
  }

  private static Work work(RecordedBlock recorded, Job job) {
    return new Work(
        new JobId(1),
        job,
        new Extranonce(recorded.extranonce1(), 4),
        Difficulty.ONE,
        Target.forDifficulty(Difficulty.ONE),
        VersionMask.NONE);
  }

  private static Share share(RecordedBlock recorded) {
    return new Share(
        new WorkerName("w"),
        new JobId(1),
        submitted(recorded, 2),
        4,
        submitted(recorded, 3),
        submitted(recorded, 4),
        0);
  }

  private static int submitted(RecordedBlock recorded, int index) {
    return Integer.parseUnsignedInt(recorded.submit().get(index).getAsString(), 16);
  }

  private static String wire(RecordedBlock recorded, int index) {
    return recorded.announced().get(index).getAsString();
  }

  private static String wordsReversed(Bytes bytes) {
    StringBuilder words = new StringBuilder();
    for (int at = 0; at < bytes.size(); at += 4) {
      words.append(bytes.slice(at, at + 4).reversed().toHex());
    }
    return words.toString();
  }

  private static String hex(int value) {
    return String.format("%08x", value);
  }

  private static Stream<DynamicTest> each(Consumer<RecordedBlock> check) {
    return RecordedBlock.all()
        .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> check.accept(recorded)));
  }
}
