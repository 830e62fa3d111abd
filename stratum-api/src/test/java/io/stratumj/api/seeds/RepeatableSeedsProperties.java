package io.stratumj.api.seeds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/** A property sees the same values in every run. */
class RepeatableSeedsProperties {
  private final List<Long> seen = new ArrayList<>();

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void aPropertySeesTheSameValuesInEveryRun(@ForAll long value) {
    seen.add(value);
  }

  @AfterProperty
  void theyAreThoseOfTheFirstRun() {
    if (System.getProperty(RepeatableSeeds.SETTING) == null) {
      assertEquals(List.of(4362191598211L, 238823L, -21576L), seen);
    }
  }
}
