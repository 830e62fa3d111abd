package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.WorkerName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** SPEC F3 to F8: whatever a peer sends, what comes out is a request or a named kind of wrong. */
class RequestReaderProperties {
  private static final WorkerName WORKER = new WorkerName("user.w1");

  /** Used for every line, as on a loop: nothing of one line may be left in the next. */
  private final RequestReader reader = new RequestReader();

  @Provide
  Arbitrary<byte[]> realLines() throws IOException {
    return Arbitraries.of(RealMinersTest.lines()).map(line -> line.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> brokenLines() throws IOException {
    return JsonTexts.broken(realLines());
  }

  /** Calls of every method with parameters of every shape. */
  @Provide
  Arbitrary<String> calls() {
    Arbitrary<String> method =
        Arbitraries.of(
            "mining.configure",
            "mining.subscribe",
            "mining.authorize",
            "mining.submit",
            "mining.suggest_difficulty",
            "mining.suggest_target",
            "mining.extranonce.subscribe",
            "mining.get_transactions",
            "mining.ping",
            "mining.multi_version",
            "pong",
            "eth_submitLogin");
    Arbitrary<String> params =
        Arbitraries.oneOf(
            JsonTexts.value(2).list().ofMaxSize(7).map(all -> "[" + String.join(",", all) + "]"),
            JsonTexts.value(3),
            codes());
    return Combinators.combine(method, params, JsonTexts.value(1))
        .as(
            (name, given, id) ->
                "{\"params\":" + given + ",\"id\":" + id + ",\"method\":\"" + name + "\"}");
  }

  private static Arbitrary<String> codes() {
    Arbitrary<String> member =
        Combinators.combine(
                Arbitraries.of(
                    "\"version-rolling.mask\"",
                    "\"version-rolling.min-bit-count\"",
                    "\"minimum-difficulty.value\"",
                    "\"info.hw-id\"",
                    "\"info.\\u202e\""),
                Arbitraries.oneOf(JsonTexts.value(1), JsonTexts.number().map(n -> '"' + n + '"')))
            .as((key, value) -> key + ":" + value);
    Arbitrary<String> code =
        Arbitraries.of("\"version-rolling\"", "\"minimum-difficulty\"", "\"info\"", "7", "\"\"");
    return Combinators.combine(code.list().ofMaxSize(4), member.list().ofMaxSize(4))
        .as(
            (all, members) ->
                "[[" + String.join(",", all) + "],{" + String.join(",", members) + "}]");
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void aBrokenRealLineIsAlwaysARequestOfSomeKind(@ForAll("brokenLines") byte[] line) {
    assertIsReadTheSameEverywhere(line);
  }

  @Property
  void anyBytesAreARequestOfSomeKind(@ForAll byte[] line) {
    assertIsReadTheSameEverywhere(line);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void aCallWithAnyParamsIsARequestOfSomeKind(@ForAll("calls") String line) {
    assertIsReadTheSameEverywhere(line.getBytes(UTF_8));
  }

  /**
   * Which lines are parse errors, and what id the others have, by a reference without shortcuts.
   */
  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void theEnvelopeIsReadAsTheTreeSays(@ForAll("brokenLines") byte[] line) {
    ClientRequest request = reader.read(line, 0, line.length, null);
    Optional<Object> tree = Json.read(line, 8);
    boolean isObject = tree.isPresent() && line[firstByte(line)] == '{';
    assertEquals(!isObject || hasDouble(tree.get()), request instanceof ClientRequest.Malformed);
    if (!(request instanceof ClientRequest.Malformed)) {
      assertEquals(expectedId(tree.orElseThrow(), request), request.id());
    }
  }

  private static int firstByte(byte[] line) {
    int at = 0;
    while (" \t\r\n".indexOf(line[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean hasDouble(Object tree) {
    return members(tree, "id").size() > 1
        || members(tree, "method").size() > 1
        || members(tree, "params").size() > 1;
  }

  /** The breaks make no escapes inside an id, so a string is written as it is read. */
  private static RequestId expectedId(Object tree, ClientRequest request) {
    List<Object> ids = members(tree, "id");
    if (ids.isEmpty() || ids.get(0) == Json.Null.NULL) {
      return RequestId.NONE;
    } else if (ids.get(0) instanceof Json.Digits digits && digits.text().length() <= 64) {
      return new RequestId(digits.text());
    } else if (ids.get(0) instanceof String text && text.getBytes(UTF_8).length <= 64) {
      return request.id().json().indexOf('\\') < 0 ? new RequestId('"' + text + '"') : request.id();
    } else {
      return request instanceof ClientRequest.Response ? RequestId.NONE : RequestId.NULL;
    }
  }

  private static List<Object> members(Object tree, String name) {
    return ((List<?>) tree)
        .stream()
            .map(member -> (Map.Entry<?, ?>) member)
            .filter(member -> member.getKey().equals(name))
            .<Object>map(Map.Entry::getValue)
            .toList();
  }

  private void assertIsReadTheSameEverywhere(byte[] line) {
    ClientRequest request = reader.read(line, 0, line.length, null);
    assertNotNull(request);
    assertNotNull(request.id());
    assertEquals(request, reader.read(line, 0, line.length, WORKER));
    byte[] array = new byte[line.length + 2];
    System.arraycopy(line, 0, array, 1, line.length);
    assertEquals(request, new RequestReader().read(array, 1, 1 + line.length, WORKER));
  }
}
