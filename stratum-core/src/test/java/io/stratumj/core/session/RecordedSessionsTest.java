package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.DifficultyPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that a real miner, a pool and a real node once had, held again with our side of the
 * talk: the miner's own bytes go in, and the same replies, the same notify and the same blocks come
 * out.
 */
class RecordedSessionsTest {
  private static final String SUBMIT_BLOCK = "submitblock height=";

  /** Late shares were taken by the recorded pool; the grace is what does the same here. */
  private static final SessionLimits LENIENT =
      SessionLimits.builder().staleGrace(Duration.ofMinutes(1)).build();

  private final List<String> shareReplies = new ArrayList<>();
  private final List<String> recordedReplies = new ArrayList<>();
  private final List<String> recordedBlocks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256d-bcoin-empty",
        "sha256d-bcoin-5tx",
        "sha256d-bcoin-presegwit-from-genesis",
        "sha256d-bcoin-bits-1e00ffff",
        "sha256d-bcoin-over-tls"
      })
  void everyRecordedShareGetsItsVerdictAndItsBlock(String name) throws IOException {
    List<String> transcript = transcript(name);
    double difficulty = params(find(transcript, "mining.set_difficulty")).get(0).getAsDouble();
    Pool pool = pool(difficulty);

    replay(transcript, pool);

    assertFalse(recordedReplies.isEmpty());
    assertEquals(recordedReplies, shareReplies);
    assertEquals(recordedReplies.size(), pool.recorded.size());
    assertEquals(
        recordedBlocks, pool.blocks.stream().map(block -> block.blockHash().toString()).toList());
    assertEquals(List.of(), pool.faults);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256d-bcoin-bits-1e00ffff", "sha256d-bcoin-5tx"})
  void atAMillionTimesTheDifficultyTheSharesAreRefusedAndTheBlocksAreNot(String name)
      throws IOException {
    List<String> transcript = transcript(name);
    Pool pool = pool(1_000);

    replay(transcript, pool);

    assertTrue(shareReplies.stream().allMatch(reply -> Talk.error(reply) == 23));
    assertEquals(List.of(), pool.recorded);
    assertEquals(
        recordedBlocks, pool.blocks.stream().map(block -> block.blockHash().toString()).toList());
  }

  private static Pool pool(double difficulty) {
    return new Pool(
        options ->
            options
                .limits(LENIENT)
                .extranonce2Size(4)
                .difficulty(DifficultyPolicy.fixed(difficulty)));
  }

  private void replay(List<String> transcript, Pool pool) {
    pool.publishClean(job(find(transcript, "mining.notify")));
    Talk talk = new Talk(pool);
    boolean first = true;
    double now = seconds(transcript.get(0));
    for (String line : transcript) {
      pool.pass(Duration.ofNanos((long) (1e9 * (seconds(line) - now))));
      now = seconds(line);
      String said = line.substring(line.indexOf('>') + 1).strip();
      if (line.contains(" C> ")) {
        talk.say(said);
        hear(talk, said.contains("mining.submit"));
      } else if (line.contains("\"method\": \"mining.notify\"")) {
        if (!first) {
          pool.publishClean(job(said));
          talk.offer();
        }
        first = false;
        assertEquals(params(said), params(lastNotify(talk)));
      } else if (line.contains(" S> {\"id\": 4")) {
        recordedReplies.add(said.replace(" ", ""));
      } else if (line.contains(SUBMIT_BLOCK)) {
        recordedBlocks.add(line.replaceAll(".* id=([0-9a-f]{64}) .*", "$1"));
      }
    }
  }

  private String notify = "";

  private void hear(Talk talk, boolean isShare) {
    for (String line : talk.hear()) {
      if (line.contains("mining.notify")) {
        notify = line;
      } else if (isShare && Talk.method(line).equals("reply")) {
        shareReplies.add(line);
      }
    }
  }

  private String lastNotify(Talk talk) {
    hear(talk, false);
    return notify;
  }

  private static Job job(String notify) {
    JsonArray params = params(notify.substring(notify.indexOf('{')));
    byte[] parent = Bytes.fromHex(params.get(1).getAsString()).toByteArray();
    byte[] internal = new byte[32];
    for (int i = 0; i < 32; i++) {
      internal[i] = parent[4 * (i / 4) + 3 - i % 4];
    }
    List<Bytes> branches = new ArrayList<>();
    params
        .get(4)
        .getAsJsonArray()
        .forEach(branch -> branches.add(Bytes.fromHex(branch.getAsString())));
    return new Job(
        Hash256.fromInternal(internal, 0),
        Bytes.fromHex(params.get(2).getAsString()),
        Bytes.fromHex(params.get(3).getAsString()),
        8,
        branches,
        Integer.parseUnsignedInt(params.get(5).getAsString(), 16),
        Integer.parseUnsignedInt(params.get(6).getAsString(), 16),
        Integer.parseUnsignedInt(params.get(7).getAsString(), 16),
        0,
        Optional.empty());
  }

  private static JsonArray params(String line) {
    return JsonParser.parseString(line.substring(line.indexOf('{')))
        .getAsJsonObject()
        .getAsJsonArray("params");
  }

  private static String find(List<String> transcript, String method) {
    return transcript.stream()
        .filter(line -> line.contains("\"method\": \"" + method))
        .findFirst()
        .orElseThrow();
  }

  private static double seconds(String line) {
    return Double.parseDouble(line.strip().split(" ", 2)[0]);
  }

  private static List<String> transcript(String name) throws IOException {
    String path = "/io/stratumj/core/template/sessions/" + name + "/transcript.txt";
    try (InputStream in = RecordedSessionsTest.class.getResourceAsStream(path)) {
      assertTrue(in != null, path);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
