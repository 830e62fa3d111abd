package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,        10.255.0.1,       true",
    "10.0.0.0/8,        11.0.0.0,         false",
    "10.0.0.0/8,        ::ffff:10.1.2.3,  true",
    "10.0.0.0/8,        2001:db8::1,      false",
    "192.0.2.128/25,    192.0.2.127,      false",
    "192.0.2.128/25,    192.0.2.128,      true",
    "192.0.2.7,         192.0.2.7,        true",
    "192.0.2.7,         192.0.2.6,        false",
    "0.0.0.0/0,         203.0.113.9,      true",
    "0.0.0.0/0,         ::1,              false",
    "2001:db8::/33,     2001:db8:7fff::1, true",
    "2001:db8::/33,     2001:db8:8000::1, false",
    "::1,               ::1,              true"
  })
  void containsWhatIsInIt(String network, String address, boolean contained) throws Exception {
    assertEquals(contained, Network.parse(network).contains(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33,     the prefix of 10.0.0.0/33 is not a number from 0 to 32",
    "::/129,          the prefix of ::/129 is not a number from 0 to 128",
    "10.0.0.0/,       the prefix of 10.0.0.0/ is not a number from 0 to 32",
    "10.0.0.0/-1,     the prefix of 10.0.0.0/-1 is not a number from 0 to 32",
    "10.0.0.256,      no IP address stands in 10.0.0.256",
    "10.0.0,          no IP address stands in 10.0.0",
    "localhost,       no IP address stands in localhost",
    "'',              no IP address stands in ",
    "fe80::1%lo/64,   no IP address stands in fe80::1%lo/64",
    "10.1.2.3/8,      bits are set behind the prefix of 10.1.2.3/8; the network is 10.0.0.0/8"
  })
  void whatIsWrongIsNamed(String text, String problem) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
    assertEquals(problem == null ? "" : problem.strip(), refusal.getMessage().strip());
  }

  @Test
  void isWrittenAsItIsRead() {
    assertEquals("10.0.0.0/8", Network.parse("10.0.0.0/8").toString());
    assertEquals("192.0.2.7/32", Network.parse("192.0.2.7").toString());
    assertEquals(Network.parse("192.0.2.7"), Network.parse("192.0.2.7/32"));
    assertEquals(Network.parse("::1").hashCode(), Network.parse("0::1/128").hashCode());
  }

  /** The same as comparing the first bits of two big numbers. */
  @Property(tries = 500)
  void agreesWithArithmetic(@ForAll Random random, @ForAll @IntRange(max = 32) int prefix)
      throws Exception {
    byte[] one = new byte[4];
    random.nextBytes(one);
    byte[] other = one.clone();
    other[random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));
    BigInteger network = new BigInteger(1, one).shiftRight(32 - prefix).shiftLeft(32 - prefix);
    boolean same =
        network.equals(new BigInteger(1, other).shiftRight(32 - prefix).shiftLeft(32 - prefix));
    byte[] base = new byte[4];
    for (int i = 0; i < 4; i++) {
      base[i] = network.shiftRight(8 * (3 - i)).byteValue();
    }
    String text = InetAddress.getByAddress(base).getHostAddress() + "/" + prefix;
    assertTrue(Network.parse(text).contains(InetAddress.getByAddress(one)));
    assertEquals(same, Network.parse(text).contains(InetAddress.getByAddress(other)));
    assertFalse(Network.parse(text).contains(InetAddress.getByName("2001:db8::1")));
  }
}
