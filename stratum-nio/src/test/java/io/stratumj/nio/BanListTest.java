package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SPEC L4, under a clock that overflows. */
class BanListTest {
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private final BanList bans = new BanList(() -> now);

  @Test
  void banEndsByItself() throws Exception {
    InetAddress address = InetAddress.getByName("203.0.113.9");
    assertTrue(bans.admits(address));
    bans.ban(address, Duration.ofSeconds(5));
    assertFalse(bans.admits(address));
    assertTrue(bans.admits(InetAddress.getByName("203.0.113.10")));
    pass(Duration.ofMillis(4_999));
    assertFalse(bans.admits(address));
    assertEquals(Map.of(address, Duration.ofMillis(1)), bans.bans());
    pass(Duration.ofMillis(1));
    assertTrue(bans.admits(address));
    assertEquals(Map.of(), bans.bans());
  }

  @Test
  void laterBanReplacesAnEarlierOneAndMayBeLifted() throws Exception {
    InetAddress address = InetAddress.getByName("203.0.113.9");
    bans.ban(address, Duration.ofSeconds(5));
    bans.ban(address, Duration.ofSeconds(1));
    pass(Duration.ofSeconds(2));
    assertTrue(bans.admits(address));
    bans.ban(address, Duration.ofDays(1));
    bans.lift(address);
    assertTrue(bans.admits(address));
  }

  @Test
  void ipv6AddressStandsForItsNetwork() throws Exception {
    bans.ban(InetAddress.getByName("2001:db8:0:1::1"), Duration.ofHours(1));
    assertFalse(bans.admits(InetAddress.getByName("2001:db8:0:1:ffff::2")));
    assertTrue(bans.admits(InetAddress.getByName("2001:db8:0:2::1")));
  }

  @Test
  void bansAreBoundedAndNothingIsForgottenForOthers() throws Exception {
    for (int i = 0; i < BanList.BANS_MAX; i++) {
      bans.ban(address(i), Duration.ofSeconds(10));
    }
    assertThrows(
        IllegalStateException.class, () -> bans.ban(address(BanList.BANS_MAX), Duration.ofDays(1)));
    bans.ban(address(0), Duration.ofSeconds(20));
    pass(Duration.ofSeconds(10));
    bans.ban(address(BanList.BANS_MAX), Duration.ofDays(1));
    assertEquals(2, bans.bans().size());
  }

  @Test
  void timesThatMeanNothingAreRefused() throws Exception {
    InetAddress address = InetAddress.getByName("203.0.113.9");
    assertThrows(IllegalArgumentException.class, () -> bans.ban(address, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> bans.ban(address, Duration.ofDays(40_000)));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static InetAddress address(int number) throws Exception {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }
}
