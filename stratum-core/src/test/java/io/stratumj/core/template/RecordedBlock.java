package io.stratumj.core.template;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One block of a recorded session of a real miner (cpuminer; for MWEB, a mock one), a pool and a
 * real node (bcoin, litecoind): the node's template, what the pool made of it, the winning submit,
 * and the block the node accepted.
 *
 * @param name the session and the height
 * @param template the node's answer to getblocktemplate, as text
 * @param extranonce1 from the subscribe reply
 * @param announced the params of mining.notify
 * @param submit the params of mining.submit
 * @param blockId the block's name in display order, as the node told it
 * @param block the block the node accepted
 */
record RecordedBlock(
    String name,
    String template,
    Bytes extranonce1,
    JsonArray announced,
    JsonArray submit,
    String blockId,
    Bytes block) {
  private static final Map<String, List<Integer>> SESSIONS =
      new TreeMap<>(
          Map.of(
              "scrypt-litecoind-3tx", List.of(109),
              "scrypt-litecoind-empty", List.of(102, 103, 104),
              "scrypt-litecoind-mweb", List.of(432, 433),
              "sha256d-bcoin-5tx", List.of(445, 446),
              "sha256d-bcoin-bits-1e00ffff", List.of(1, 2, 3),
              "sha256d-bcoin-empty", List.of(436, 437, 438),
              "sha256d-bcoin-over-tls", List.of(22, 23, 24),
              "sha256d-bcoin-presegwit-from-genesis", List.of(1, 2, 3)));

  static Stream<RecordedBlock> all() {
    return SESSIONS.entrySet().stream()
        .flatMap(
            session -> session.getValue().stream().map(height -> load(session.getKey(), height)));
  }

  static RecordedBlock load(String session, int height) {
    JsonArray notify = new JsonArray();
    JsonArray submit = new JsonArray();
    Bytes extranonce1 = Bytes.EMPTY;
    for (String line : resource(session, "transcript.txt").lines().toList()) {
      String said = line.strip().split(" +", 3)[2];
      if (said.startsWith("submitblock height=" + height + " ")) {
        return new RecordedBlock(
            session + " " + height,
            resource(session, "gbt-" + height + ".json"),
            extranonce1,
            notify,
            submit,
            said.replaceAll(".* id=(\\S+) .*", "$1"),
            Bytes.fromHex(resource(session, "block-" + height + ".hex").strip()));
      } else if (said.contains("mining.submit")) {
        submit = params(said);
      } else if (said.contains("\"result\"")) {
        extranonce1 = Bytes.fromHex(extranonce1(said));
      } else if (said.contains("mining.notify")) {
        notify = params(said);
      }
    }
    throw new IllegalStateException("no block " + height + " in " + session);
  }

  private static JsonArray params(String line) {
    return JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("params");
  }

  private static String extranonce1(String line) {
    JsonArray result = JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("result");
    return result.get(1).getAsString();
  }

  private static String resource(String session, String file) {
    return Resources.text("sessions/" + session + "/" + file);
  }

  /** The files beside the tests. */
  static final class Resources {
    private Resources() {}

    static String text(String path) {
      try (InputStream in = RecordedBlock.class.getResourceAsStream(path)) {
        if (in == null) {
          throw new IllegalStateException("no resource " + path);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
