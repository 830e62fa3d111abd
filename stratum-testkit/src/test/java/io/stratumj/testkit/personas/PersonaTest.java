package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.ShareSink;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.personas.work.DifficultyQueue;
import io.stratumj.testkit.personas.work.Extranonce2Counter;
import io.stratumj.testkit.personas.work.VersionBits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What personas say, literally, and how they count. */
class PersonaTest {
  @Test
  void minerdSaysTheLinesOfMinerd() {
    List<String> said = saidBy(MinerModel.MINERD);
    assertEquals(
        "{\"id\": 1, \"method\": \"mining.subscribe\", \"params\": [\"cpuminer/2.5.1\"]}",
        said.get(0));
    assertEquals(
        "{\"id\": 2, \"method\": \"mining.authorize\", \"params\": [\"alice.rig1\", \"x\"]}",
        said.get(1));
    assertTrue(
        said.get(2)
            .matches(
                "\\{\"method\": \"mining.submit\", \"params\": \\[\"alice.rig1\", \"1\", "
                    + "\"0000000000000000\", \"[0-9a-f]{8}\", \"[0-9a-f]{8}\"], \"id\":4}"),
        said.get(2));
  }

  @Test
  void bitaxeSaysCompactLinesAndCountsOnFromItsSetup() {
    List<String> said = saidBy(MinerModel.BITAXE);
    assertEquals(
        "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
            + "{\"version-rolling.mask\":\"ffffffff\"}]}",
        said.get(0));
    assertEquals(
        "{\"id\":5,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}", said.get(4));
    assertTrue(said.get(5).startsWith("{\"id\":6,\"method\":\"mining.submit\",\"params\":["));
  }

  @Test
  void bfgminerHasTextForIdsAndSaysParamsFirst() {
    List<String> said = saidBy(MinerModel.BFGMINER);
    String all = String.join("\n", said);
    assertTrue(all.contains("{\"id\": null, \"method\": \"mining.suggest_target\", \"params\": ["));
    assertTrue(all.contains("{\"id\": \"auth\", \"method\": \"mining.authorize\""), all);
    assertTrue(all.contains("\"0100000000000000\""), all);
    assertTrue(all.contains(", \"id\": 1, \"method\": \"mining.submit\"}"), all);
  }

  @Test
  void nerdqaxeWritesItsNameRawAndItsCounterHighestByteFirst() {
    String all = String.join("\n", saidBy(MinerModel.NERDQAXE));
    assertTrue(all.contains("[\"NerdOCTAXE-\u03b3/BM1370/v1.0.36\"]"), all);
    assertTrue(all.contains("\"0000000000000001\""), all);
  }

  @Test
  void nerdminerDropsLeadingZerosOfItsNonces() {
    List<String> submits =
        saidBy(MinerModel.NERDMINER, 200).stream()
            .filter(line -> line.contains("mining.submit"))
            .toList();
    assertTrue(
        submits.stream().anyMatch(line -> line.matches(".*\"[1-9a-f][0-9a-f]{0,6}\"]}")),
        submits::toString);
    assertTrue(submits.stream().allMatch(line -> line.contains("\"0000000000000001\"")));
  }

  @Test
  void cgminersDifficultiesQueueUp() {
    DifficultyQueue queue = new DifficultyQueue();
    queue.told(BigDecimal.valueOf(7));
    queue.told(BigDecimal.valueOf(8));
    queue.told(BigDecimal.valueOf(9));
    assertTrue(queue.isStacked());
    assertEquals(BigDecimal.valueOf(7), queue.forNewJob());
    assertEquals(BigDecimal.valueOf(9), queue.forNewJob());
    assertEquals(BigDecimal.valueOf(9), queue.forNewJob());
  }

  @Test
  void extranonce2IsCountedInEitherOrderOrNotAtAll() {
    assertEquals("0201", Extranonce2Counter.LITTLE_ENDIAN.hex(0x0102, 2));
    assertEquals("0102", Extranonce2Counter.BIG_ENDIAN.hex(0x0102, 2));
    assertEquals("020100000000000000000000", Extranonce2Counter.LITTLE_ENDIAN.hex(0x0102, 12));
    assertEquals("000000000000000000000102", Extranonce2Counter.BIG_ENDIAN.hex(0x0102, 12));
    assertEquals("0000000000000001", Extranonce2Counter.CONSTANT.hex(99, 8));
    assertEquals("00000001", Extranonce2Counter.CONSTANT.hex(99, 6));
  }

  @Test
  void versionBitsCountThroughTheMask() {
    assertEquals(0x2000, VersionBits.ROLLED.of(1, 0x1fffe000));
    assertEquals(0x6000, VersionBits.ROLLED.of(3, 0x1fffe000));
    assertEquals(0x10000001, VersionBits.ROLLED.of(3, 0x10000001));
    assertEquals(0, VersionBits.ROLLED.of(7, 0));
    assertEquals(0, VersionBits.ZEROS.of(7, 0x1fffe000));
  }

  /** S3: the versions a pool credits are the rolled ones. */
  @Test
  void antminerRollsVersionsThatThePoolUnderstands() {
    List<Integer> bits = new ArrayList<>();
    MemoryPool pool =
        MemoryPool.open(
            builder ->
                builder.shareSink(
                    share -> {
                      bits.add(share.share().versionBits());
                      return ShareSink.RECORDED;
                    }));
    pool.jobs().publishClean(TestJobs.sequence().newTip());
    PersonaInMemory.connect(pool, MinerModel.ANTMINER.persona());
    pool.pass(Duration.ofSeconds(5));
    assertEquals(List.of(0, 0x2000, 0x4000, 0x6000), bits.subList(0, 4));
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PersonaOptions.DEFAULTS.perSecond(0, 1));
    assertThrows(IllegalArgumentException.class, () -> PersonaOptions.DEFAULTS.perSecond(1, 0));
  }

  private static List<String> saidBy(MinerModel model) {
    return saidBy(model, 10);
  }

  private static List<String> saidBy(MinerModel model, int seconds) {
    Trial trial = new Trial(model).mining().pass(seconds);
    return trial.persona.transcript().minerLines();
  }
}
