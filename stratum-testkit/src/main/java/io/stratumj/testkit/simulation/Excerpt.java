package io.stratumj.testkit.simulation;

import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.simulation.checks.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a connection explains a finding: how it began, what the finding names, and what came last
 * before the rule was broken. What came afterwards is left out. Immutable.
 *
 * @param heading whose connection it is
 * @param lines what is left of its transcript
 */
record Excerpt(String heading, List<String> lines) {
  private static final int FIRST = 10;
  private static final int LAST = 25;

  /** What stands in a detail and in a line for the same thing: job ids aside, hex and long ids. */
  private static final Pattern NAMES = Pattern.compile("[0-9a-f]{8,}");

  Excerpt {
    lines = List.copyOf(lines);
  }

  /** Of a transcript that had so many lines when the rule was broken. */
  static Excerpt of(String heading, Transcript transcript, int linesThen, Finding finding) {
    List<Transcript.Entry> all = transcript.entries();
    int end = transcript.isComplete() ? Math.min(linesThen, all.size()) : all.size();
    Set<String> names = names(finding.detail());
    List<String> kept = new ArrayList<>();
    int left = 0;
    for (int i = 0; i < end; i++) {
      String line = all.get(i).toString();
      if (i < FIRST || i >= end - LAST || names.stream().anyMatch(line::contains)) {
        if (left > 0) {
          kept.add("          … " + left + " lines");
          left = 0;
        }
        kept.add(line);
      } else {
        left++;
      }
    }
    return new Excerpt(heading, kept);
  }

  private static Set<String> names(String detail) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAMES.matcher(detail);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  @Override
  public String toString() {
    return heading + ":\n" + String.join("\n", lines) + "\n";
  }
}
