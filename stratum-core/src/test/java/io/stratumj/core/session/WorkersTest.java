package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.WorkerName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may submit in a session (SPEC H5, S2). */
class WorkersTest {
  private static final WorkerName FIRST = new WorkerName("a.1");
  private static final WorkerName SECOND = new WorkerName("b.1");
  private static final WorkerName THIRD = new WorkerName("b.2");

  private final Workers one = Workers.NONE.and(FIRST);
  private final Workers three = one.and(SECOND).and(THIRD);

  @Test
  void nobodyIsAmongNone() {
    assertTrue(Workers.NONE.isEmpty());
    assertNull(Workers.NONE.first());
    assertEquals(0, Workers.NONE.size());
    assertEquals(List.of(), Workers.NONE.all());
    assertNull(Workers.NONE.resolve(FIRST, true));
  }

  @Test
  void theyStandInTheirOrderEachOnce() {
    assertSame(FIRST, one.first());
    assertEquals(1, one.size());
    assertEquals(List.of(FIRST), one.all());
    assertFalse(one.contains(SECOND));
    assertEquals(3, three.size());
    assertEquals(List.of(FIRST, SECOND, THIRD), three.all());
    assertSame(three, three.and(new WorkerName("b.1")));
    assertSame(one, one.and(new WorkerName("a.1")));
  }

  @Test
  void aShareIsOfWhomItNamesOrOfTheirAccount() {
    assertSame(FIRST, three.resolve(new WorkerName("a.1"), false));
    assertEquals(SECOND, three.resolve(new WorkerName("b.1"), false));
    assertNull(three.resolve(new WorkerName("a"), false));
    assertSame(FIRST, three.resolve(new WorkerName("a"), true));
    assertSame(SECOND, three.resolve(new WorkerName("b"), true));
    assertNull(three.resolve(new WorkerName("b.9"), true));
    WorkerName account = new WorkerName("c");
    assertSame(account, three.and(account).resolve(new WorkerName("c.7"), true));
  }
}
