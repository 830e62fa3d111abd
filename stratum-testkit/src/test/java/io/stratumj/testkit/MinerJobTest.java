package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinerJobTest {
  static Stream<JsonObject> realShares() {
    return elements("shares");
  }

  /** J1, S3: the header of a share that a real miner found is the one its pool computed. */
  @ParameterizedTest
  @MethodSource("realShares")
  void buildsTheHeaderThatRealMinersHashed(JsonObject vector) {
    PoolLineReader reader = new PoolLineReader();
    reader.read(subscribed(text(vector, "extranonce1"), text(vector, "extranonce2").length() / 2));
    optional(vector, "mask").ifPresent(mask -> reader.read(maskLine(mask)));
    optional(vector, "pool_difficulty").ifPresent(number -> reader.read(difficultyLine(number)));
    MinerJob job = job(reader, vector.getAsJsonArray("notify"));

    Solution solution =
        new Solution(
            Optional.empty(),
            job.jobId(),
            text(vector, "extranonce2"),
            text(vector, "ntime"),
            text(vector, "nonce"),
            optional(vector, "version_bits"));

    assertEquals(text(vector, "header_hex"), job.header(solution).toHex());
    assertEquals(text(vector, "block_hash_display"), job.hash(solution).toDisplayHex());
    optional(vector, "meets_pool_target")
        .ifPresent(meets -> assertEquals(meets, "" + job.target().isMetBy(job.hash(solution))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bcoin-5tx", "bcoin-empty"})
  void everyShareOfARecordedSessionMeetsItsTarget(String session) {
    PoolLineReader reader = new PoolLineReader();
    Map<String, MinerJob> jobs = new HashMap<>();
    int shares = 0;
    for (String entry : TestData.session(session)) {
      String line = entry.substring(entry.indexOf(' ') + 4);
      if (entry.contains(" S> ")) {
        PoolLine said = reader.read(line);
        assertFalse(said instanceof PoolLine.Garbled, line);
        if (said instanceof MinerJob job) {
          jobs.put(job.jobId(), job);
        }
      } else if (line.contains("mining.submit")) {
        Solution solution = submitted(line);
        MinerJob job = jobs.get(solution.jobId());
        assertTrue(job.target().isMetBy(job.hash(solution)), line);
        shares++;
      }
    }
    assertTrue(shares >= 2, "shares in the session: " + shares);
  }

  static Stream<JsonObject> difficulties() {
    return elements("difficulty_targets");
  }

  /** D1. */
  @ParameterizedTest
  @MethodSource("difficulties")
  void readsDifficultiesExactly(JsonObject vector) {
    BigInteger target = NonceSearch.target(new BigDecimal(text(vector, "difficulty")));
    assertEquals(new BigInteger(text(vector, "target"), 16), target);
  }

  static Stream<JsonObject> compactBits() {
    return elements("compact_bits");
  }

  @ParameterizedTest
  @MethodSource("compactBits")
  void readsCompactBits(JsonObject vector) {
    int bits = Integer.parseUnsignedInt(text(vector, "bits"), 16);
    BigInteger target = new BigInteger(text(vector, "target_hex"), 16);
    assertEquals(target, NonceSearch.compactTarget(bits));
  }

  @Test
  void tellsWhatTheNotifySays() {
    MinerJob job = job("0.001");
    assertEquals("1", job.jobId());
    assertTrue(job.cleanJobs());
    assertEquals(Difficulty.of(0.001), job.difficulty());
    assertEquals(0x20000000, job.version());
    assertEquals(0x207fffff, job.nBits());
    assertEquals(0x6b0313e4, job.nTime());
    assertEquals(Target.ofCompact(0x207fffff), job.networkTarget());
    assertEquals(
        Hash256.fromDisplayHex("000003a0770d3bf630383409373a2d6941b22e5cf4d666647fbdea1291559882"),
        job.previousHash());
    assertEquals("62636f696e08", job.coinbase1().slice(53, 59).toHex());
    assertEquals("052f746f792f", job.coinbase2().slice(0, 6).toHex());
    assertEquals(List.of(), job.merkleBranches());
    assertEquals(Optional.empty(), job.versionMask());
  }

  @Test
  void solutionsAreRealAndNeverRepeat() {
    MinerJob job = job("0.000001");
    Set<Hash256> hashes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Hash256 hash = job.hash(job.solve());
      assertTrue(job.target().isMetBy(hash));
      assertTrue(hashes.add(hash));
    }
  }

  @Test
  void solutionsAreTheSameInEveryRun() {
    assertEquals(job("0.000001").solve(), job("0.000001").solve());
  }

  @Test
  void solutionsDifferEvenWhenExtranonce2HasGoneAround() {
    PoolLineReader reader = new PoolLineReader();
    reader.read(subscribed("10000001", 1));
    reader.read(difficultyLine("0.0000000001"));
    MinerJob job = (MinerJob) reader.read(ScriptedPool.notify("1", true));
    Set<Solution> solutions = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(solutions.add(job.solve()), "solution " + i);
    }
  }

  @Test
  void missesOnPurpose() {
    MinerJob job = job("0.000000001");
    for (int i = 0; i < 20; i++) {
      assertFalse(job.target().isMetBy(job.hash(job.miss())));
    }
  }

  @Test
  void findsABlockThatIsNoShareAndAShareThatIsNoBlock() {
    MinerJob job = job("0.0000001");
    Hash256 block = job.hash(job.solveBetween(job.target(), job.networkTarget()));
    assertFalse(job.target().isMetBy(block));
    assertTrue(job.networkTarget().isMetBy(block));
    MinerJob tiny = job("0.00000000025");
    Hash256 share = tiny.hash(tiny.solveBetween(tiny.networkTarget(), tiny.target()));
    assertTrue(tiny.target().isMetBy(share));
    assertFalse(tiny.networkTarget().isMetBy(share));
  }

  @Test
  void anotherAlgorithmHasItsOwnHashAndItsOwnDifficultyOne() {
    Target easier = Target.of(Target.DIFFICULTY_ONE.toBigInteger().shiftLeft(16));
    MiningAlgorithm onceSha256 = new MiningAlgorithm(easier, MinerJobTest::sha256);
    MinerJob job = job(new PoolLineReader(onceSha256), "0.01");
    assertEquals(Target.forDifficulty(Difficulty.of(0.01), easier), job.target());
    Solution solution = job.solve();
    assertTrue(job.target().isMetBy(job.hash(solution)));
    assertEquals(onceSha256.hash(job.header(solution)), job.hash(solution));
    assertEquals(
        MiningAlgorithm.SHA256D.hash(job.header(solution)),
        job.blockHash(solution),
        "a block is named by double SHA-256 whatever proves it");
    assertNotEquals(job.hash(solution), job.blockHash(solution));
  }

  @Test
  void refusesWhatWouldTakeForEver() {
    IllegalStateException tooHard =
        assertThrows(IllegalStateException.class, () -> job("1024").solve());
    assertTrue(tooHard.getMessage().contains("difficulty 1024"), tooHard::getMessage);
    assertThrows(IllegalStateException.class, () -> job("0.0000000000001").miss());
  }

  @Test
  void solvesAtAnotherTimeAndWithOtherVersionBits() {
    MinerJob job = job("0.000001").withNTime(0x6b0313e5);
    Solution later = job.solve();
    assertEquals("6b0313e5", later.nTime());
    assertTrue(job.target().isMetBy(job.hash(later)));
    Solution rolled = job.withVersionBits(0x2000).solve();
    assertEquals(Optional.of("00002000"), rolled.versionBits());
    assertEquals("00000020", job.header(rolled).slice(0, 4).toHex(), "nothing was negotiated");
  }

  @Test
  void aJobBeforeTheSubscriptionCannotBeSolved() {
    MinerJob job = (MinerJob) new PoolLineReader().read(ScriptedPool.notify("1", true));
    assertThrows(IllegalStateException.class, () -> job.solveBelow(Target.MAX));
  }

  @Test
  void misspellsTheSameShare() {
    Solution solution =
        new Solution(Optional.empty(), "1", "0a", "0000000b", "00cd0000", Optional.of("00000000"));
    assertEquals(
        new Solution(Optional.empty(), "1", "0A", "0000000B", "00CD0000", Optional.of("00000000")),
        solution.inUpperCase());
    assertEquals(
        new Solution(
            Optional.empty(), "1", "0a", "0x0000000b", "0x00cd0000", Optional.of("0x00000000")),
        solution.withHexPrefix());
    assertEquals(
        new Solution(Optional.empty(), "1", "0a", "b", "cd0000", Optional.of("0")),
        solution.withoutLeadingZeros());
    MinerJob job = job("1");
    assertEquals(
        job.hash(solution), job.hash(solution.withHexPrefix().inUpperCase()), "the same header");
    assertNotEquals(solution, solution.withoutVersionBits());
  }

  private static UnaryOperator<byte[]> sha256() {
    try {
      return MessageDigest.getInstance("SHA-256")::digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MinerJob job(String difficulty) {
    return job(new PoolLineReader(), difficulty);
  }

  private static MinerJob job(PoolLineReader reader, String difficulty) {
    reader.read(ScriptedPool.SUBSCRIBED);
    reader.read(difficultyLine(difficulty));
    return (MinerJob) reader.read(ScriptedPool.notify("1", true));
  }

  private static MinerJob job(PoolLineReader reader, JsonArray params) {
    JsonObject notify = new JsonObject();
    notify.addProperty("method", "mining.notify");
    notify.add("params", params);
    return assertInstanceOf(MinerJob.class, reader.read(notify.toString()));
  }

  private static Solution submitted(String line) {
    List<String> params =
        StreamSupport.stream(
                JsonParser.parseString(line)
                    .getAsJsonObject()
                    .getAsJsonArray("params")
                    .spliterator(),
                false)
            .map(JsonElement::getAsString)
            .toList();
    return new Solution(
        Optional.of(params.get(0)),
        params.get(1),
        params.get(2),
        params.get(3),
        params.get(4),
        Optional.empty());
  }

  private static String subscribed(String extranonce1, int extranonce2Size) {
    return "{\"id\":1,\"result\":[[],\"" + extranonce1 + "\"," + extranonce2Size + "]}";
  }

  private static String maskLine(String mask) {
    return "{\"method\":\"mining.set_version_mask\",\"params\":[\"" + mask + "\"]}";
  }

  private static String difficultyLine(String number) {
    return "{\"method\":\"mining.set_difficulty\",\"params\":[" + number + "]}";
  }

  private static Stream<JsonObject> elements(String name) {
    return StreamSupport.stream(TestData.vectors().getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static Optional<String> optional(JsonObject object, String name) {
    return object.get(name).isJsonNull() ? Optional.empty() : Optional.of(text(object, name));
  }
}
