package io.stratumj.testkit.swarm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class SubmitLinesProperties {
  @Property(tries = 300)
  void aSubmitReadsAsWhatItWasWrittenFrom(
      @ForAll @LongRange(min = 0) long id,
      @ForAll String worker,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll long extranonce2,
      @ForAll int nTime,
      @ForAll int nonce,
      @ForAll boolean rolling,
      @ForAll int bits) {
    SubmitLines lines = new SubmitLines();
    lines.submit(
        id,
        Requests.token(worker),
        HeldJob.Token.of("\"1f\""),
        size,
        extranonce2,
        nTime,
        nonce,
        rolling,
        bits);
    String text = new String(lines.array(), 0, lines.size(), StandardCharsets.UTF_8);
    assertEquals(text.length() - 1, text.indexOf('\n'));

    JsonObject tree = JsonParser.parseString(text).getAsJsonObject();
    assertEquals(Long.toString(id), tree.get("id").toString());
    assertEquals("mining.submit", tree.get("method").getAsString());
    JsonArray params = tree.get("params").getAsJsonArray();
    String wide = "0".repeat(8) + "%016x".formatted(extranonce2);
    assertEquals(worker, params.get(0).getAsString());
    assertEquals("1f", params.get(1).getAsString());
    assertEquals(wide.substring(wide.length() - 2 * size), params.get(2).getAsString());
    assertEquals("%08x".formatted(nTime), params.get(3).getAsString());
    assertEquals("%08x".formatted(nonce), params.get(4).getAsString());
    assertEquals(rolling ? 6 : 5, params.size());
    if (rolling) {
      assertEquals("%08x".formatted(bits), params.get(5).getAsString());
    }
  }
}
