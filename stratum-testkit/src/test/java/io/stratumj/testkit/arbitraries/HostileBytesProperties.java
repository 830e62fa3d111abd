package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.core.codec.RequestReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class HostileBytesProperties {
  /** Arbitrary bytes never escape the server's reader as anything but a value. */
  @Property
  void whateverArrivesIsReadAsSomething(@ForAll("any") byte[] bytes) {
    ClientRequest read = new RequestReader().read(bytes, 0, bytes.length, null);
    assertTrue(read.id().json().length() <= 66, read::toString);
  }

  @Property(tries = 50)
  void tlsHellosSayHowLongTheyAre(@ForAll("hellos") byte[] hello) {
    assertEquals(0x16, hello[0]);
    assertEquals(hello.length - 5, ((hello[3] & 0xff) << 8) | (hello[4] & 0xff));
  }

  @Property(tries = 50)
  void unfinishedLinesHaveNoEnd(@ForAll("unfinished") byte[] bytes) {
    assertTrue(bytes.length > 0 && bytes.length <= 100);
    assertEquals(-1, new String(bytes, StandardCharsets.US_ASCII).indexOf('\n'));
  }

  @Property(tries = 50)
  void invalidUtf8IsInvalid(@ForAll("invalidUtf8") byte[] line) {
    assertThrows(
        CharacterCodingException.class,
        () -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)));
    assertEquals('\n', line[line.length - 1]);
  }

  @Property
  void piecesMakeUpTheWhole(@ForAll("pieces") List<byte[]> pieces) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      assertTrue(piece.length > 0);
      whole.writeBytes(piece);
    }
    assertArrayEquals("chopped into pieces".getBytes(StandardCharsets.UTF_8), whole.toByteArray());
  }

  @Property(tries = 20)
  void tooFewBytesToChopAreLeftAlone(@ForAll("few") byte[] bytes) {
    assertEquals(bytes.length, Chopping.of(bytes).sample().size());
  }

  @Provide
  Arbitrary<byte[]> any() {
    return HostileBytes.any();
  }

  @Provide
  Arbitrary<byte[]> hellos() {
    return HostileBytes.tlsHellos();
  }

  @Provide
  Arbitrary<byte[]> unfinished() {
    return HostileBytes.unfinished(100);
  }

  @Provide
  Arbitrary<byte[]> invalidUtf8() {
    return HostileBytes.invalidUtf8();
  }

  @Provide
  Arbitrary<List<byte[]>> pieces() {
    return Chopping.of("chopped into pieces".getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<byte[]> few() {
    return Arbitraries.of(0, 1).map(size -> new byte[size]);
  }
}
