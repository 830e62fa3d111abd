package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC S3, C2: which version bits may be rolled, and what becomes of them. */
class VersionMaskTest {
  @ParameterizedTest
  @CsvFileSource(resources = "version-rolling.csv", numLinesToSkip = 1)
  void rollsAsTheVectorsSay(
      String jobVersion,
      String versionBits,
      String mask,
      boolean outsideMask,
      String headerVersion,
      String headerVersionByXor) {
    int version = number(jobVersion);
    int bits = number(versionBits);
    VersionMask versionMask = VersionMask.fromHex(mask);
    assertEquals(!outsideMask, versionMask.allows(bits));
    if (!outsideMask) {
      assertEquals(number(headerVersion), versionMask.apply(version, bits));
      assertEquals(number(headerVersionByXor), version ^ bits);
    }
  }

  @Property
  void changesNothingOutsideTheMask(
      @ForAll int mask, @ForAll int version, @ForAll int versionBits) {
    int header = new VersionMask(mask).apply(version, versionBits);
    assertEquals(version & ~mask, header & ~mask);
    assertEquals(versionBits & mask, header & mask);
    assertEquals(version, VersionMask.NONE.apply(version, versionBits));
    assertEquals(versionBits, VersionMask.ALL.apply(version, versionBits));
  }

  /** Some firmwares send the rolled bits, some the difference to the job's version (XOR). */
  @Property
  void bothStylesOfMinerMeanTheSameOnceTheMaskIsClearOfTheVersion(
      @ForAll int mask, @ForAll int version, @ForAll int random) {
    VersionMask usable = new VersionMask(mask).without(version);
    int rolled = (version & ~usable.bits()) | (random & usable.bits());
    int masked = rolled & usable.bits();
    int difference = rolled ^ version;
    assertEquals(rolled, usable.apply(version, masked));
    assertEquals(rolled, usable.apply(version, difference));
    assertTrue(usable.allows(masked));
    assertTrue(usable.allows(difference));
  }

  @Test
  void theStylesDifferWhileTheVersionHasABitInsideTheMask() {
    int version = 0x3fffe000;
    int rolled = 0x20002000;
    assertNotEquals(
        VersionMask.BIP320.apply(version, rolled & VersionMask.BIP320.bits()),
        VersionMask.BIP320.apply(version, rolled ^ version));
  }

  @Property
  void allowsOnlySubsets(@ForAll int mask, @ForAll int versionBits) {
    assertEquals((versionBits | mask) == mask, new VersionMask(mask).allows(versionBits));
    assertTrue(new VersionMask(mask).allows(versionBits & mask));
    assertTrue(new VersionMask(mask).allows(0));
  }

  @Property
  void isWrittenAsEightDigitsAndReadBack(@ForAll int bits) {
    String hex = new VersionMask(bits).toHex();
    assertTrue(hex.matches("[0-9a-f]{8}"), hex);
    assertEquals(bits, VersionMask.fromHex(hex).bits());
  }

  @ParameterizedTest
  @CsvSource({"e000, 0000e000", "FFFFFFFF, ffffffff", "0, 00000000", "1fffe000, 1fffe000"})
  void readsShortAndUpperCaseMasks(String text, String hex) {
    assertEquals(hex, VersionMask.fromHex(text).toHex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1ffffe0000", "0x1fff", "-1", "+1", " 1", "xyz", "１"})
  void refusesWhatIsNotOneToEightDigits(String text) {
    assertThrows(IllegalArgumentException.class, () -> VersionMask.fromHex(text));
  }

  @Test
  void isEmptyWhenNothingIsLeft() {
    assertTrue(VersionMask.BIP320.and(new VersionMask(0x1fff)).isEmpty());
    assertFalse(VersionMask.BIP320.and(VersionMask.ALL).isEmpty());
    assertEquals(VersionMask.NONE, VersionMask.BIP320.without(0x1fffe000));
  }

  private static int number(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }
}
