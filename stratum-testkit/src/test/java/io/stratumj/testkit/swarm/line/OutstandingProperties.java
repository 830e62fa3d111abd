package io.stratumj.testkit.swarm.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.testkit.swarm.report.Submission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ring against a map, with answers in any order, repeated, and to what was never sent. */
final class OutstandingProperties {
  @Property(tries = 500)
  void theRingRemembersWhatAMapRemembers(
      @ForAll List<@IntRange(min = -20, max = 40) Integer> steps, @ForAll boolean ledger) {
    Outstanding ring = new Outstanding();
    Map<Long, Long> map = new HashMap<>();
    long clock = 0;
    for (int step : steps) {
      clock++;
      if (step < 0 && step > -3) {
        ring.clear();
        map.clear();
      } else if (step < 0) {
        map.put(ring.next(), clock);
        if (ledger) {
          ring.add(clock, submission(clock));
        } else {
          ring.add(clock);
        }
      } else {
        Long known = map.remove((long) step);
        if (ledger && known != null) {
          assertEquals(submission(known), ring.submission(step));
        }
        assertEquals(known == null ? Outstanding.UNKNOWN : known, ring.take(step));
      }
      assertEquals(map.size(), ring.count());
    }
    Set<Submission> left = new HashSet<>();
    ring.forEach(left::add);
    assertEquals(ledger ? map.size() : 0, left.size());
  }

  private static Submission submission(long clock) {
    return new Submission(0, 1, "w", "1", "00", "00", (int) clock, 0, 0, 1);
  }
}
