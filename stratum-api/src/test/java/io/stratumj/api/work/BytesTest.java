package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  @Test
  void readsHexOfEitherCaseAndWritesLowerCase() {
    assertEquals("00ff7f80ab", Bytes.fromHex("00FF7f80aB").toHex());
    assertEquals(Bytes.of((byte) 0xde, (byte) 0xad), Bytes.fromHex("dead"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "abc", "0x", "zz", " 0", "0 ", "-1", "+1", "0\n", "１２", "0\u0000"})
  void refusesWhatIsNotPairsOfHexDigits(String text) {
    assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(text));
  }

  @Test
  void hasOneEmptySequence() {
    assertEquals(Bytes.EMPTY, Bytes.of());
    assertEquals(Bytes.EMPTY, Bytes.fromHex(""));
    assertEquals(Bytes.EMPTY, Bytes.concat());
    assertEquals(Bytes.EMPTY, Bytes.of((byte) 1).slice(1, 1));
    assertTrue(Bytes.EMPTY.isEmpty());
    assertEquals("", Bytes.EMPTY.toHex());
  }

  @Test
  void isNotChangedThroughTheArraysItCameFromOrGaveOut() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    Bytes copy = Bytes.copyOf(source, 0, 3);
    source[0] = 9;
    bytes.toByteArray()[1] = 9;
    assertEquals("010203", bytes.toHex());
    assertEquals("010203", copy.toHex());
    assertThrows(
        java.nio.ReadOnlyBufferException.class, () -> bytes.asByteBuffer().put(0, (byte) 9));
  }

  @Test
  void refusesRangesThatAreNotThere() {
    byte[] three = {1, 2, 3};
    Bytes bytes = Bytes.of(three);
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(three, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(three, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(three, 2, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copyOf(three, 3, Integer.MAX_VALUE));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(0, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.at(3));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.copyTo(new byte[4], 2));
  }

  @Test
  void differsFromOtherBytesAndOtherThings() {
    assertNotEquals(Bytes.fromHex("00"), Bytes.fromHex("0000"));
    assertNotEquals(Bytes.fromHex("00"), Bytes.fromHex("01"));
    assertNotEquals(Bytes.fromHex("00"), (Object) "00");
  }

  @Property
  void writesTheHexABigIntegerWould(@ForAll @Size(min = 1, max = 80) byte[] array) {
    Bytes bytes = Bytes.of(array);
    String expected =
        String.format(
            Locale.ROOT, "%0" + 2 * array.length + "x", new BigInteger(1, bytes.toByteArray()));
    assertEquals(expected, bytes.toHex());
    assertEquals(bytes, Bytes.fromHex(expected));
    assertEquals(bytes, Bytes.fromHex(expected.toUpperCase(Locale.ROOT)));
    assertEquals(bytes.hashCode(), Bytes.fromHex(expected).hashCode());
  }

  @Property
  void isTheSumOfItsSlices(@ForAll byte[] array, @ForAll byte[] more) {
    Bytes joined = Bytes.concat(Bytes.of(array), Bytes.of(more));
    assertEquals(array.length + more.length, joined.size());
    assertEquals(Bytes.of(array), joined.slice(0, array.length));
    assertEquals(Bytes.of(more), joined.slice(array.length, joined.size()));
    assertEquals(Bytes.of(more), Bytes.copyOf(joined.toByteArray(), array.length, more.length));
  }

  @Property
  void isItselfWhenReversedTwice(@ForAll byte[] array) {
    Bytes bytes = Bytes.of(array);
    Bytes reversed = bytes.reversed();
    assertEquals(bytes, reversed.reversed());
    for (int i = 0; i < array.length; i++) {
      assertEquals(bytes.at(i), reversed.at(array.length - 1 - i));
    }
  }

  @Property
  void showsTheSameBytesInEveryForm(@ForAll byte[] array) {
    Bytes bytes = Bytes.of(array);
    ByteBuffer view = bytes.asByteBuffer();
    byte[] fromView = new byte[view.remaining()];
    view.get(fromView);
    byte[] copied = new byte[array.length + 3];
    bytes.copyTo(copied, 2);
    assertArrayEquals(array, bytes.toByteArray());
    assertArrayEquals(array, fromView);
    assertEquals(bytes, Bytes.copyOf(copied, 2, array.length));
  }

  @Test
  void tellsEachByteAndShowsThemAsHex() {
    Bytes bytes = Bytes.fromHex("0180ff");
    assertEquals(1, bytes.at(0));
    assertEquals(-128, bytes.at(1));
    assertEquals("0180ff", bytes.toString());
    assertNotEquals(bytes.hashCode(), Bytes.fromHex("0180fe").hashCode());
  }
}
