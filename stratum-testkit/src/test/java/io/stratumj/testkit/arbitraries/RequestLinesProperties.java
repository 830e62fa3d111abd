package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stratumj.api.message.ClientRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class RequestLinesProperties {
  @Property
  void everyLineIsOneStrictJsonObjectWithinTheLimits(@ForAll("requests") RequestLine request) {
    JsonElement element = StrictJson.parse(request.line()).orElseThrow();
    JsonObject object = assertInstanceOf(JsonObject.class, element);
    assertEquals(request.method(), object.get("method").getAsString());
    assertTrue(StrictJson.depth(object) <= 8, "nesting");
    assertTrue(request.line().getBytes(StandardCharsets.UTF_8).length <= 4_096, "length");
    assertFalse(request.line().contains("\n"));
  }

  /** F3 to F7: whatever the spelling, the server understands, and would echo the same id. */
  @Property
  void theServerUnderstandsEveryLine(@ForAll("requests") RequestLine request) {
    ClientRequest read = StrictJson.read(request.line());
    assertFalse(
        read instanceof ClientRequest.Malformed
            || read instanceof ClientRequest.InvalidRequest
            || read instanceof ClientRequest.InvalidParams
            || read instanceof ClientRequest.UnknownMethod,
        read::toString);
    assertEquals(request.id(), read.id());
  }

  @Property
  void noServerKnowsTheUnknownMethods(@ForAll("unknown") RequestLine request) {
    assertTrue(StrictJson.parse(request.line()).orElseThrow().isJsonObject());
    assertInstanceOf(ClientRequest.UnknownMethod.class, StrictJson.read(request.line()));
  }

  /** F6. */
  @Property
  void answersAreNoRequests(@ForAll("responses") String line) {
    assertTrue(StrictJson.parse(line).orElseThrow().isJsonObject());
    assertInstanceOf(ClientRequest.Response.class, StrictJson.read(line));
  }

  @Example
  void everyMethodIsThere() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    RequestLines.any().sampleStream().limit(1_000).forEach(request -> seen.add(request.method()));
    assertEquals(Set.copyOf(RequestLines.methods()), seen);
    assertThrows(IllegalArgumentException.class, () -> RequestLines.of("mining.unheard_of"));
  }

  @Provide
  Arbitrary<RequestLine> requests() {
    return RequestLines.any();
  }

  @Provide
  Arbitrary<RequestLine> unknown() {
    return RequestLines.unknownMethods();
  }

  @Provide
  Arbitrary<String> responses() {
    return Arbitraries.lazyOf(RequestLines::responses);
  }
}
