package io.stratumj.examples.scrypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScryptShareValidatorTest {
  /** The known answers stand beside the tests of the hashing of the library's own. */
  private static final Path VECTORS =
      Path.of(
          System.getProperty("basedir", "."),
          "../stratum-core/src/test/resources/io/stratumj/core/pow/vectors.json");

  private final ScryptShareValidator validator = new ScryptShareValidator();

  static Stream<JsonObject> shares() throws IOException {
    return known("shares");
  }

  static Stream<JsonObject> headers() throws IOException {
    return known("headers");
  }

  @ParameterizedTest
  @MethodSource("shares")
  void sharesOfTheFieldHaveTheKnownHash(JsonObject vector) {
    JsonObject expect = vector.getAsJsonObject("expect");
    assertEquals(text(expect, "scrypt_pow_display"), hash(text(expect, "header_hex")));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void headersOfTheFieldHaveTheKnownHash(JsonObject vector) {
    assertEquals(text(vector, "hash_display"), hash(text(vector, "header_hex")));
  }

  @Test
  @DisplayName("D1: difficulty 1 is 65,536 times easier than Bitcoin's")
  void difficultyOneIsTheOneOfScryptMiners() {
    assertEquals("0000ffff" + "0".repeat(56), validator.difficultyOne().toHex());
  }

  @Test
  void aBlockIsProvedByScryptAndNamedByDoubleSha256() {
    Job job = RecordedSession.job(RecordedSession.load("litecoind-3tx").first("mining.notify"));
    Work work = workAt(job, Difficulty.of(0.3));
    Share share = shareOf(0x0c1c0000);

    ProofOfWork proof = validator.prove(work, share);

    // Both as litecoind and the recorded pool told them.
    assertEquals(
        "0000e0dae7e3358ccdb9a13d38253946e1a3b3c42369d6da1cd4438afe27ba1a",
        proof.hash().toDisplayHex());
    Hash256 name = validator.blockHash(validator.header(work, share));
    assertEquals(
        "5e7561f35223d4227559c74b95ca0f65ae9cad49bc73a42e7baac1a1a21ed492", name.toDisplayHex());
    assertNotEquals(name, proof.hash());
    assertTrue(proof.meetsTarget());
    assertTrue(proof.meetsNetworkTarget());
    assertEquals(job.coinbase1(), validator.coinbase(work, share).slice(0, job.coinbase1().size()));
  }

  @Test
  void theShareTargetIsTheOneOfTheWork() {
    Job job = RecordedSession.job(RecordedSession.load("litecoind-3tx").first("mining.notify"));
    // Its hash is 0000e0da…: 0x10000 / 0xe0da of difficulty 1.
    assertTrue(
        validator.prove(workAt(job, Difficulty.of(1.138)), shareOf(0x0c1c0000)).meetsTarget());
    assertEquals(
        false,
        validator.prove(workAt(job, Difficulty.of(1.139)), shareOf(0x0c1c0000)).meetsTarget());
  }

  private Work workAt(Job job, Difficulty difficulty) {
    return new Work(
        new JobId(1),
        job,
        new Extranonce(Bytes.fromHex("10000001"), 4),
        difficulty,
        Target.forDifficulty(difficulty, validator.difficultyOne()),
        VersionMask.NONE);
  }

  private static Share shareOf(int nonce) {
    return new Share(new WorkerName("w"), new JobId(1), 0, 4, 0x6b03129a, nonce, 0);
  }

  private static String hash(String header) {
    byte[] hash = Scrypt.hash(Bytes.fromHex(header).toByteArray());
    return Hash256.fromInternal(hash, 0).toDisplayHex();
  }

  private static Stream<JsonObject> known(String kind) throws IOException {
    List<JsonElement> all =
        JsonParser.parseString(Files.readString(VECTORS))
            .getAsJsonObject()
            .getAsJsonArray(kind)
            .asList();
    List<JsonObject> scrypt =
        all.stream()
            .map(JsonElement::getAsJsonObject)
            .filter(vector -> text(vector, "algo").equals("scrypt"))
            .toList();
    assertTrue(scrypt.size() > 1, "known answers of scrypt: " + scrypt.size());
    return scrypt.stream();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
