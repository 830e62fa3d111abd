package io.stratumj.core.pow;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The known-answer vectors, read the plainest way: each says in the file where it comes from. */
final class Vectors {
  private static final JsonObject ROOT = load();

  private Vectors() {}

  static Stream<JsonObject> of(String section) {
    return stream(ROOT.get(section));
  }

  static Stream<JsonObject> difficultyTargets() {
    return stream(ROOT.getAsJsonObject("difficulty_targets").get("vectors"));
  }

  /** What a vector of a share says, as values. */
  record Case(Work work, Share share, JsonObject expect) {}

  static Case shareCase(JsonObject vector) {
    Bytes extranonce1 = Bytes.fromHex(text(vector, "extranonce1"));
    Bytes extranonce2 = Bytes.fromHex(text(vector, "extranonce2"));
    Job job = job(text(vector, "job"), extranonce1.size() + extranonce2.size());
    BigDecimal difficulty =
        vector.has("pool_difficulty")
            ? vector.get("pool_difficulty").getAsBigDecimal()
            : BigDecimal.ONE;
    boolean scrypt = text(vector, "algo").equals("scrypt");
    Target one =
        scrypt
            ? Target.of(Target.DIFFICULTY_ONE.toBigInteger().shiftLeft(16))
            : Target.DIFFICULTY_ONE;
    Work work =
        new Work(
            new JobId(1),
            job,
            new Extranonce(extranonce1, extranonce2.size()),
            Difficulty.of(difficulty),
            Target.forDifficulty(Difficulty.of(difficulty), one),
            vector.has("negotiated_mask")
                ? VersionMask.fromHex(text(vector, "negotiated_mask"))
                : VersionMask.NONE);
    Share share =
        new Share(
            new WorkerName("w"),
            new JobId(1),
            Long.parseUnsignedLong(extranonce2.toHex(), 16),
            extranonce2.size(),
            hexInt(text(vector, "ntime")),
            hexInt(text(vector, "nonce")),
            vector.get("version_bits").isJsonNull() ? 0 : hexInt(text(vector, "version_bits")));
    return new Case(work, share, vector.getAsJsonObject("expect"));
  }

  private static Job job(String name, int extranonceSize) {
    List<JsonElement> notify =
        ROOT.getAsJsonObject("jobs").getAsJsonObject(name).getAsJsonArray("notify_params").asList();
    return new Job(
        Hash256.fromInternal(fromStratumPrevhash(notify.get(1).getAsString())),
        Bytes.fromHex(notify.get(2).getAsString()),
        Bytes.fromHex(notify.get(3).getAsString()),
        extranonceSize,
        notify.get(4).getAsJsonArray().asList().stream()
            .map(branch -> Bytes.fromHex(branch.getAsString()))
            .toList(),
        hexInt(notify.get(5).getAsString()),
        hexInt(notify.get(6).getAsString()),
        hexInt(notify.get(7).getAsString()),
        0,
        Optional.empty());
  }

  /** Undoes what {@code mining.notify} does to the hash: every 4-byte word is reversed. */
  static Bytes fromStratumPrevhash(String hex) {
    StringBuilder internal = new StringBuilder();
    for (int word = 0; word < hex.length(); word += 8) {
      internal.append(Bytes.fromHex(hex.substring(word, word + 8)).reversed().toHex());
    }
    return Bytes.fromHex(internal);
  }

  static String text(JsonObject vector, String name) {
    return vector.get(name).getAsString();
  }

  static int hexInt(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  private static Stream<JsonObject> stream(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static JsonObject load() {
    try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
      if (in == null) {
        throw new IllegalStateException("vectors.json is missing");
      }
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
