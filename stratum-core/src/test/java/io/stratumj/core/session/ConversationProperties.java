package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.DisconnectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** SPEC F1, F3: however the bytes are cut, and whatever bytes they are. */
class ConversationProperties {
  private static final Set<DisconnectReason> PEER_FAULTS =
      EnumSet.of(
          DisconnectReason.LINE_TOO_LONG,
          DisconnectReason.TOO_MANY_PARSE_ERRORS,
          DisconnectReason.TLS_ON_PLAIN_PORT,
          DisconnectReason.HTTP_REQUEST,
          DisconnectReason.TOO_MANY_DENIALS);

  /** F1: the outcome is identical for every way of cutting the bytes. */
  @Property(tries = 500)
  void theOutcomeDoesNotDependOnTheCuts(
      @ForAll("talks") List<String> lines,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 90) Integer> cuts) {
    byte[] bytes = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);

    Heard whole = talk(bytes, List.of(bytes.length));
    Heard cut = talk(bytes, cuts);
    Heard dribbled = talk(bytes, List.of());

    assertEquals(whole, cut);
    assertEquals(whole, dribbled);
  }

  /** F3: arbitrary bytes give replies, parse errors, or an end with a reason; nothing else. */
  @Property(tries = 1000)
  void anyBytesAreAnsweredOrEndTheSession(@ForAll @Size(max = 6000) byte[] bytes) {
    assertHarmless(bytes);
  }

  /** F3: and so do lines that are nearly right. */
  @Property(tries = 1000)
  void damagedLinesAreAnsweredOrEndTheSession(
      @ForAll("talks") List<String> lines,
      @ForAll @Size(max = 12) List<@IntRange(max = 5000) Integer> places,
      @ForAll byte damage) {
    byte[] bytes = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    for (int place : places) {
      if (bytes.length > 0) {
        bytes[place % bytes.length] = damage;
      }
    }
    assertHarmless(bytes);
  }

  private static void assertHarmless(byte[] bytes) {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk neighbour = new Talk(pool).mining("neighbour");
    Talk talk = new Talk(pool).sayRaw(bytes);
    talk.hear();
    talk.tick();
    assertTrue(
        talk.closed().isEmpty() || PEER_FAULTS.contains(talk.closed().get()),
        () -> talk.closed().toString());
    assertEquals(List.of(), pool.faults);
    neighbour.submit("neighbour", "1", "0000000000000001", Pool.hex(1_700_000_001), "00000001");
    assertEquals(0, Talk.error(neighbour.hear().get(0)), "the neighbour did not notice");
    talk.disconnect();
  }

  /** What a talk came to: everything heard, and how it ended. */
  private record Heard(List<String> lines, Optional<DisconnectReason> closed) {}

  /** Says the bytes cut into pieces of these sizes, the rest one by one. */
  private static Heard talk(byte[] bytes, List<Integer> cuts) {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool);
    int at = 0;
    for (int cut : cuts) {
      int end = Math.min(bytes.length, at + cut);
      if (end > at) {
        talk.sayRaw(Arrays.copyOfRange(bytes, at, end));
      }
      at = end;
    }
    for (; at < bytes.length; at++) {
      talk.sayRaw(new byte[] {bytes[at]});
    }
    return new Heard(new ArrayList<>(talk.hear()), talk.closed());
  }

  @Provide
  Arbitrary<List<String>> talks() {
    Arbitrary<String> good =
        Arbitraries.of(
            "{\"id\": 1, \"method\": \"mining.subscribe\", \"params\": [\"cpuminer/2.5.1\"]}\n",
            "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a.b\",\"d=1e-9\"]}\r\n",
            "{\"id\":\"x\",\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
                + "{\"version-rolling.mask\":\"ffffffff\"}]}\n",
            "{\"params\": [\"a.b\", \"1\", \"0000000000000001\", \"6553f101\", \"0000002a\"],"
                + " \"id\": 4, \"method\": \"mining.submit\"}\n",
            "{\"id\":5,\"method\":\"mining.submit\",\"params\":[\"a\",\"1\",\"00000000000000ff\","
                + "\"6553f101\",\"ab12\",\"00002000\"]}\n",
            "{\"id\":6,\"method\":\"mining.suggest_difficulty\",\"params\":[\"0.5\"]}\n",
            "{\"id\":null,\"method\":\"mining.ping\"}\n",
            "{\"id\":7,\"result\":\"pong\",\"error\":null}\n",
            "\n",
            "\r\n");
    Arbitrary<String> bad =
        Arbitraries.of(
            "{\"id\":1\n",
            "[]\n",
            "{\"id\":1,\"method\":\"\u00ff\"}\n",
            "GET / HTTP/1.1\r\n",
            "\u0016\u0003\u0001\n",
            "x".repeat(5_000) + "\n",
            "{\"id\":9,\"method\":\"m\",\"params\":" + "[".repeat(9) + "]".repeat(9) + "}\n",
            "{\"id\":9,\"method\":\"no\u0000pe\"}\n");
    return Arbitraries.frequencyOf(Tuple.of(8, good), Tuple.of(1, bad)).list().ofMaxSize(14);
  }
}
