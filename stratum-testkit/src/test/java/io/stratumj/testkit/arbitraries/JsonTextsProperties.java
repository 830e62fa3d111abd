package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class JsonTextsProperties {
  @Property
  void documentsAreStrictJsonAndNestedAsPromised(@ForAll("documents") String text) {
    assertTrue(StrictJson.depth(StrictJson.parse(text).orElseThrow()) <= 3, text);
  }

  @Property
  void nestedDocumentsAreNestedExactlySoDeep(@ForAll("nested") String text) {
    assertEquals(40, StrictJson.depth(StrictJson.parse(text).orElseThrow()));
  }

  @Provide
  Arbitrary<String> documents() {
    return JsonTexts.any();
  }

  @Provide
  Arbitrary<String> nested() {
    return JsonTexts.nested(40);
  }
}
