package io.stratumj.core.pow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Sha256dTest {
  private final Sha256d sha256d = new Sha256d();

  @Test // FIPS 180-2 "abc", hashed once more; published in many places
  void abcHasTheKnownHash() {
    assertEquals(
        "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358",
        sha256d.hash(Bytes.fromHex("616263")).toInternal().toHex());
  }

  @Property
  void anyRangeHasTheHashOfANewDigest(
      @ForAll @Size(max = 300) byte[] source,
      @ForAll @IntRange(max = 20) int from,
      @ForAll @IntRange(max = 20) int at) {
    int start = Math.min(from, source.length);
    int length = source.length - start;
    Bytes expected = HeaderAssemblyTest.naiveSha256d(Bytes.copyOf(source, start, length));
    byte[] target = new byte[at + 32];
    sha256d.digest(source, start, length, target, at);
    assertEquals(expected, Bytes.copyOf(target, at, 32));
    assertEquals(Hash256.fromInternal(expected), sha256d.hash(source, start, length));
  }

  @Property
  void sourceAndTargetMayOverlap(@ForAll @Size(64) byte[] array) {
    Bytes expected = HeaderAssemblyTest.naiveSha256d(Bytes.of(array));
    sha256d.digest(array, 0, 64, array, 16);
    assertEquals(expected, Bytes.copyOf(array, 16, 32));
  }

  @Test
  void aRangeOutsideItsArrayIsRefusedAndLeavesTheDigestClean() {
    byte[] short31 = new byte[31];
    byte[] room = new byte[32];
    assertThrows(IndexOutOfBoundsException.class, () -> sha256d.digest(room, 0, 32, short31, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> sha256d.digest(room, 1, 32, room, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> sha256d.digest(room, -1, 4, room, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> sha256d.digest(room, 0, -1, room, 0));
    abcHasTheKnownHash();
  }
}
