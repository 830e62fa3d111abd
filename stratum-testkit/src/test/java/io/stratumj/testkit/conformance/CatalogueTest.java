package io.stratumj.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.conformance.report.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Pattern RULE = Pattern.compile("\\b([FHCJDSLO])([0-9])\\b|SPEC E\\b");

  /** Every rule of the chapters; errors are one rule. */
  private static final List<String> RULES =
      List.of(
          "F1 F2 F3 F4 F5 F6 F7 F8",
          "H1 H2 H3 H4 H5 H7 H8 H9",
          "C1 C2 C3 C4 C5",
          "J1 J2 J3 J5 J6",
          "D1 D2 D3 D4",
          "S1 S2 S3 S4 S5 S7 S8",
          "SPEC E",
          "L1 L2 L3 L4 L5 L6 L7",
          "O1 O2 O4");

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
      Matcher rule = RULE.matcher(one.source());
      while (rule.find()) {
        cited.add(rule.group());
      }
    }
    Set<String> rules = new TreeSet<>();
    for (String chapter : RULES) {
      rules.addAll(chapter.equals("SPEC E") ? List.of(chapter) : List.of(chapter.split(" ")));
    }
    assertEquals(rules, cited);
  }
}
