package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Jobs are the same work when nothing but the start time differs. */
class JobSameWorkTest {
  private static final Object[] ONE = parts(1);
  private static final Object[] OTHER = parts(2);

  /** A component that is added later and forgotten in the comparison is found by this. */
  @TestFactory
  Stream<DynamicTest> anotherPartIsOtherWorkUnlessItIsTheTime() {
    RecordComponent[] components = Job.class.getRecordComponents();
    return Stream.iterate(0, i -> i < components.length, i -> i + 1)
        .map(i -> DynamicTest.dynamicTest(components[i].getName(), () -> compare(components, i)));
  }

  @Test
  void equalPartsAreTheSameWork() throws Exception {
    assertTrue(job(ONE).isSameWork(job(parts(1))));
  }

  private static void compare(RecordComponent[] components, int changed) throws Exception {
    Object[] parts = ONE.clone();
    parts[changed] = OTHER[changed];
    boolean isTime = components[changed].getName().equals("nTime");
    assertEquals(isTime, job(ONE).isSameWork(job(parts)));
    assertEquals(isTime, job(parts).isSameWork(job(ONE)));
  }

  private static Job job(Object[] parts) throws ReflectiveOperationException {
    Class<?>[] types =
        Stream.of(Job.class.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return Job.class.getConstructor(types).newInstance(parts);
  }

  /** All parts of a job, each another for another number. */
  private static Object[] parts(int n) {
    List<Object> parts = new ArrayList<>();
    parts.add(Hash256.fromInternal(filled(n, Hash256.SIZE), 0));
    parts.add(Bytes.of(filled(n, 4)));
    parts.add(Bytes.of(filled(n, 5)));
    parts.add(6 + n);
    parts.add(List.of(Bytes.of(filled(n, Hash256.SIZE))));
    parts.add(0x20000000 + n);
    parts.add(0x1d00ff00 + n);
    parts.add(1_700_000_000 + n);
    parts.add(1_600_000_000 + n);
    parts.add(Optional.of(new BlockBody(List.of(Bytes.of(filled(n, 9))), true, Bytes.EMPTY)));
    return parts.toArray();
  }

  private static byte[] filled(int n, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) n);
    return bytes;
  }
}
