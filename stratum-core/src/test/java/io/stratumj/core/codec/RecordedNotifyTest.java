package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("J1: mining.notify is what real miners have understood")
class RecordedNotifyTest {
  /** Notifies of real pools, read into a job and written again, say the same. */
  @ParameterizedTest
  @MethodSource("recordedNotifies")
  void aRecordedNotifyIsWrittenAgain(String recorded) {
    List<?> params = member(Json.read(recorded), "params");
    ServerMessage.Notify notify =
        new ServerMessage.Notify(
            new JobId(Long.parseUnsignedLong((String) params.get(0), 16)),
            new Job(
                parent((String) params.get(1)),
                Bytes.fromHex((String) params.get(2)),
                Bytes.fromHex((String) params.get(3)),
                12,
                ((List<?>) params.get(4))
                    .stream().map(branch -> Bytes.fromHex((String) branch)).toList(),
                Integer.parseUnsignedInt((String) params.get(5), 16),
                Integer.parseUnsignedInt((String) params.get(6), 16),
                Integer.parseUnsignedInt((String) params.get(7), 16),
                0,
                Optional.empty()),
            (Boolean) params.get(8));
    LineBuffer line = new MessageWriter(false).write(notify);
    Object written = Json.read(new String(line.array(), 0, line.size(), UTF_8));
    assertEquals(params, member(written, "params"));
    assertEquals(
        List.of(
            Map.entry("id", Json.Null.NULL),
            Map.entry("method", "mining.notify"),
            Map.entry("params", params)),
        written);
  }

  static List<String> recordedNotifies() throws IOException {
    return RealMinersTest.resource("notifies.txt").stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** Undoes the reversal of every 4-byte word, by cutting the text. */
  private static Hash256 parent(String prevhash) {
    StringBuilder display = new StringBuilder();
    for (int at = 56; at >= 0; at -= 8) {
      display.append(prevhash, at, at + 8);
    }
    return Hash256.fromDisplayHex(display);
  }

  private static List<?> member(Object tree, String name) {
    return ((List<?>) tree)
        .stream()
            .map(member -> (Map.Entry<?, ?>) member)
            .filter(member -> member.getKey().equals(name))
            .map(member -> (List<?>) member.getValue())
            .findFirst()
            .orElseThrow();
  }
}
