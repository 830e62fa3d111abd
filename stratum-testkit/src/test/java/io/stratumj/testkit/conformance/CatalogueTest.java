package io.stratumj.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.conformance.report.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Pattern RULES = Pattern.compile("SPEC ([A-Z][0-9]?(?:, [A-Z][0-9])*)");

  /** How many rules each chapter of the specification has; errors are one rule without number. */
  private static final Map<String, Integer> CHAPTERS =
      Map.of("F", 8, "H", 9, "C", 5, "J", 7, "D", 4, "S", 8, "L", 7, "O", 4);

  private final List<Requirement> all = Conformance.requirements();

  @Test
  void slugsAreUniqueAndReadAsChapterAndName() {
    Set<String> seen = new HashSet<>();
    for (Requirement one : all) {
      assertTrue(seen.add(one.slug()), one::slug);
      assertTrue(one.slug().matches("[a-z]+/[a-z0-9-]+"), one::slug);
    }
  }

  @Test
  void everyCaseSaysWhatItWantsWhyAndWhatElseIsRight() {
    for (Requirement one : all) {
      assertTrue(one.sentence().endsWith("."), one::slug);
      assertFalse(one.source().isBlank(), one::slug);
      assertFalse(one.accepts().isBlank(), one::slug);
    }
  }

  @Test
  void everyRuleThatCanBeSeenHasACaseAndTheOthersAReason() {
    Set<String> cited = new TreeSet<>();
    for (Requirement one : all) {
      Matcher rules = RULES.matcher(one.source());
      while (rules.find()) {
        cited.addAll(List.of(rules.group(1).split(", ")));
      }
    }
    Set<String> rules = new TreeSet<>(Set.of("E"));
    CHAPTERS.forEach(
        (chapter, count) -> {
          for (int i = 1; i <= count; i++) {
            rules.add(chapter + i);
          }
        });
    assertEquals(rules, cited);
  }
}
