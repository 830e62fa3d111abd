package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import io.stratumj.api.message.ClientRequest;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class BrokenLinesProperties {
  /** F3, F8. */
  @Property
  void whatIsNotJsonIsNoStrictJsonObject(@ForAll("notJson") String line) {
    assertFalse(StrictJson.parse(line).filter(JsonElement::isJsonObject).isPresent());
    assertInstanceOf(ClientRequest.Malformed.class, StrictJson.read(line));
  }

  /** F3: a nesting limit of 8. */
  @Property(tries = 100)
  void whatIsNestedTooDeeplyIsJsonAllTheSame(@ForAll("tooDeep") String line) {
    assertTrue(StrictJson.depth(StrictJson.parse(line).orElseThrow()) > 8);
    assertInstanceOf(ClientRequest.Malformed.class, StrictJson.read(line));
  }

  /** F4, F7: JSON objects, but refused. */
  @Property
  void whatIsNoRequestIsAJsonObject(@ForAll("notRequests") String line) {
    assertTrue(StrictJson.parse(line).orElseThrow().isJsonObject());
    ClientRequest read = StrictJson.read(line);
    assertTrue(
        read instanceof ClientRequest.InvalidRequest || read instanceof ClientRequest.Malformed,
        read::toString);
  }

  /** C4, H5, S1. */
  @Property
  void badParamsAreTheOnlyThingWrong(@ForAll("badParams") RequestLine request) {
    assertTrue(StrictJson.parse(request.line()).orElseThrow().isJsonObject());
    ClientRequest read = StrictJson.read(request.line());
    assertInstanceOf(ClientRequest.InvalidParams.class, read, request.line());
    assertEquals(request.id(), read.id());
  }

  @Provide
  Arbitrary<String> notJson() {
    return BrokenLines.notJson();
  }

  @Provide
  Arbitrary<String> tooDeep() {
    return BrokenLines.nestedBeyond(8);
  }

  @Provide
  Arbitrary<String> notRequests() {
    return BrokenLines.notRequests();
  }

  @Provide
  Arbitrary<RequestLine> badParams() {
    return BrokenLines.badParams();
  }
}
