package io.stratumj.core.pow;

import static io.stratumj.core.pow.Vectors.hexInt;
import static io.stratumj.core.pow.Vectors.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the field has published or recorded, recomputed: real pools, real miners, real blocks. */
class KnownAnswersTest {
  private final Sha256dShareValidator validator = new Sha256dShareValidator();

  @TestFactory // SPEC J1, S3, D1
  Stream<DynamicTest> everyShareGivesTheKnownCoinbaseHeaderAndVerdict() {
    return each("shares", "id", this::checkShare);
  }

  private void checkShare(JsonObject vector) {
    Vectors.Case known = Vectors.shareCase(vector);
    JsonObject expect = known.expect();
    Bytes header = validator.header(known.work(), known.share());
    assertEquals(
        text(expect, "coinbase_tx_hex"), validator.coinbase(known.work(), known.share()).toHex());
    assertEquals(text(expect, "merkle_root_internal"), header.slice(36, 68).toHex());
    assertEquals(text(expect, "header_version"), header.slice(0, 4).reversed().toHex());
    assertEquals(text(expect, "header_hex"), header.toHex());
    assertEquals(text(expect, "block_hash_display"), validator.blockHash(header).toDisplayHex());
    if (expect.has("pool_target_hex")) {
      checkTarget(vector, known);
    }
    if (text(vector, "algo").equals("sha256d")) {
      ProofOfWork proof = validator.prove(known.work(), known.share());
      assertEquals(text(expect, "block_hash_display"), proof.hash().toDisplayHex());
      checkVerdict(known, proof.hash(), proof.meetsTarget(), proof.meetsNetworkTarget());
    } else {
      // Another algorithm's hash is given by the vector; only the targets are ours.
      Hash256 hash = Hash256.fromDisplayHex(text(expect, "scrypt_pow_display"));
      checkVerdict(
          known,
          hash,
          known.work().target().isMetBy(hash),
          known.work().job().networkTarget().isMetBy(hash));
    }
  }

  // The vectors took the difficulty for the nearest double and divided by that double's exact
  // value.
  // SPEC D1 divides by the number as printed: the same, unless it is no binary fraction (0.001).
  private static void checkTarget(JsonObject vector, Vectors.Case known) {
    BigDecimal printed = vector.get("pool_difficulty").getAsBigDecimal();
    BigDecimal nearestDouble = new BigDecimal(printed.doubleValue());
    BigDecimal one = new BigDecimal(difficultyOne(known.expect()).toBigInteger());
    String vectorTarget = text(known.expect(), "pool_target_hex");
    assertEquals(
        one.divideToIntegralValue(nearestDouble).toBigInteger(), new BigInteger(vectorTarget, 16));
    assertEquals(
        printed.compareTo(nearestDouble) == 0, vectorTarget.equals(known.work().target().toHex()));
    assertEquals(
        one.divideToIntegralValue(printed).toBigInteger(), known.work().target().toBigInteger());
  }

  private static Target difficultyOne(JsonObject expect) {
    return expect.has("scrypt_pow_display")
        ? Target.of(Target.DIFFICULTY_ONE.toBigInteger().shiftLeft(16))
        : Target.DIFFICULTY_ONE;
  }

  private static void checkVerdict(
      Vectors.Case known, Hash256 hash, boolean meetsTarget, boolean meetsNetworkTarget) {
    JsonObject expect = known.expect();
    assertEquals(expect.get("meets_network_target").getAsBoolean(), meetsNetworkTarget);
    if (expect.has("meets_pool_target")) {
      assertEquals(expect.get("meets_pool_target").getAsBoolean(), meetsTarget);
    }
    double difficulty = expect.get("share_difficulty").getAsDouble();
    assertEquals(difficulty, difficultyOne(expect).difficultyOf(hash), difficulty * 1e-12);
  }

  @TestFactory
  Stream<DynamicTest> everyHeaderHasTheKnownHash() {
    return each("headers", "name", this::checkHeader);
  }

  private void checkHeader(JsonObject vector) {
    Bytes header = Bytes.fromHex(text(vector, "header_hex"));
    assertEquals(HeaderAssembly.HEADER_SIZE, header.size());
    boolean scrypt = text(vector, "algo").equals("scrypt");
    Hash256 name = validator.blockHash(header);
    if (!scrypt) {
      assertEquals(text(vector, "hash_display"), name.toDisplayHex());
    } else if (vector.has("sha256d_block_id")) {
      assertEquals(text(vector, "sha256d_block_id"), name.toDisplayHex());
    }
    if (!vector.get("meets_bits").isJsonNull()) {
      Target target = Target.ofCompact(hexInt(text(vector, "nbits")));
      Hash256 hash = Hash256.fromDisplayHex(text(vector, "hash_display"));
      assertEquals(vector.get("meets_bits").getAsBoolean(), target.isMetBy(hash));
    }
  }

  @TestFactory // SPEC D1
  Stream<DynamicTest> everyCompactFormGivesTheKnownTarget() {
    return each("compact_bits", "bits", KnownAnswersTest::checkCompact);
  }

  private static void checkCompact(JsonObject vector) {
    int bits = hexInt(text(vector, "bits"));
    if (vector.get("target_hex").isJsonNull()) {
      assertTrue(vector.get("negative").getAsBoolean() || vector.get("overflow").getAsBoolean());
      assertThrows(IllegalArgumentException.class, () -> Target.ofCompact(bits));
      return;
    }
    Target target = Target.ofCompact(bits);
    assertEquals(text(vector, "target_hex"), target.toHex());
    if (vector.has("difficulty")) {
      double difficulty = vector.get("difficulty").getAsDouble();
      assertEquals(difficulty, Target.DIFFICULTY_ONE.difficultyOf(target), difficulty * 1e-12);
    }
  }

  @TestFactory // SPEC D1
  Stream<DynamicTest> everyDifficultyGivesTheKnownTarget() {
    return Vectors.difficultyTargets()
        .map(
            vector ->
                DynamicTest.dynamicTest(text(vector, "difficulty"), () -> checkDifficulty(vector)));
  }

  private static void checkDifficulty(JsonObject vector) {
    BigDecimal written = new BigDecimal(text(vector, "difficulty"));
    Difficulty difficulty = Difficulty.of(written);
    if (difficulty.toBigDecimal().compareTo(written) == 0) {
      assertEquals(text(vector, "target"), Target.forDifficulty(difficulty).toHex());
    } else {
      // SPEC D3 prints 15 digits, and D1 judges by what is printed: the number is another one.
      assertEquals("16307.420938524", difficulty.toWire());
      assertFalse(text(vector, "target").equals(Target.forDifficulty(difficulty).toHex()));
    }
  }

  @TestFactory // SPEC J1
  Stream<DynamicTest> everyPrevhashIsTheKnownBytesOfTheHeader() {
    return each("prevhash_encoding", "name", KnownAnswersTest::checkPrevhash);
  }

  private static void checkPrevhash(JsonObject vector) {
    Bytes internal = Bytes.fromHex(text(vector, "header_bytes_internal"));
    assertEquals(internal, Vectors.fromStratumPrevhash(text(vector, "stratum_prevhash")));
    Hash256 hash = Hash256.fromDisplayHex(text(vector, "block_hash_display"));
    assertEquals(internal, hash.toInternal());
  }

  @TestFactory // SPEC S2, S3
  Stream<DynamicTest> everyVersionIsRolledAsBip310Says() {
    return Vectors.of("version_rolling")
        .filter(vector -> vector.has("job_version"))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    text(vector, "job_version") + " with " + text(vector, "version_bits"),
                    () -> checkVersion(vector)));
  }

  private static void checkVersion(JsonObject vector) {
    VersionMask mask = VersionMask.fromHex(text(vector, "mask"));
    int bits = hexInt(text(vector, "version_bits"));
    assertEquals(vector.get("bits_outside_mask").getAsBoolean(), !mask.allows(bits));
    if (vector.has("header_version_by_bip310")) {
      int rolled = mask.apply(hexInt(text(vector, "job_version")), bits);
      assertEquals(hexInt(text(vector, "header_version_by_bip310")), rolled);
    }
  }

  @Test // the one vector of section version_rolling that is a miner's counter
  void aMinersVersionCounterStaysInsideItsMask() {
    JsonObject vector =
        Vectors.of("version_rolling").filter(v -> v.has("sequence")).findFirst().orElseThrow();
    VersionMask mask = VersionMask.fromHex(text(vector, "mask"));
    int start = hexInt(text(vector, "start"));
    List<Integer> rolled =
        vector.getAsJsonArray("sequence").asList().stream()
            .map(element -> hexInt(element.getAsString()))
            .toList();
    assertEquals(4, rolled.size());
    for (int version : rolled) {
      int bits = version & mask.bits();
      assertTrue(mask.allows(bits));
      assertEquals(version, mask.apply(start, bits));
    }
  }

  private static Stream<DynamicTest> each(
      String section, String nameField, Consumer<JsonObject> check) {
    return Vectors.of(section)
        .map(
            vector -> DynamicTest.dynamicTest(text(vector, nameField), () -> check.accept(vector)));
  }
}
