package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.SubscribeReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The health check of a rental service: it logs in, waits ten seconds, ends its side, reads to the
 * end, and comes again some seconds later. It never mines.
 */
public final class RentalCheck extends ProxyFirmware {
  private static final Duration STAY = Duration.ofSeconds(10);

  private boolean ended;

  /** A check that is not connected. */
  public RentalCheck(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    ended = false;
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("version-rolling.mask", "1fffe000");
    options.put("version-rolling.min-bit-count", 16);
    askNext("mining.configure", List.of(List.of("version-rolling"), options));
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.configure")) {
      askNext("mining.subscribe", List.of(agent()));
    } else if (method.equals("mining.subscribe")) {
      askNext("mining.authorize", credentials());
    }
  }

  @Override
  public void tick() {
    super.tick();
    if (isLoggedIn() && !ended && hasWaited(STAY)) {
      ended = true;
      rig().endSending();
    }
  }

  @Override
  void mineOneSecond() {
    // It only looks whether there is work.
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    return reply;
  }

  @Override
  String agent() {
    return "MiningRigRentals/Test/1.0";
  }
}
