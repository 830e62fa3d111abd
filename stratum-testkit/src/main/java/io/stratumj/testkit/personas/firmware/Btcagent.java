package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * btcagent 2.0.0: string ids, everything in one write. It mines in a binary format of its own,
 * which only pools of the same maker know; against others it gets no further than its login.
 */
public final class Btcagent extends ProxyFirmware {
  private static final Duration PROBE = Duration.ofSeconds(15);

  private boolean probed;

  /** A proxy that is not connected. */
  public Btcagent(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    probed = false;
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("version-rolling.mask", "ffffffff");
    options.put("version-rolling.min-bit-count", 0);
    rig()
        .say(
            prepared("\"conn_test\"", "agent.get_capabilities", List.of(List.of("verrol"))),
            prepared("\"conf\"", "mining.configure", List.of(List.of("version-rolling"), options)),
            prepared("\"sub\"", "mining.subscribe", List.of(agent())),
            prepared("\"auth\"", "mining.authorize", List.of(worker(), "")));
  }

  @Override
  void heard(PoolMessage message) {
    probed = true;
    super.heard(message);
  }

  @Override
  public void tick() {
    super.tick();
    if (!probed) {
      demandReplyWithin(PROBE, "finds that nobody answers");
    }
  }

  /** It would speak binary now. */
  @Override
  void mineOneSecond() {
    // Nothing it could say in JSON.
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    if (reply.extranonce1().length() > 8) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "needs an extranonce1 of 4 bytes");
    }
    return reply.withSizeIn(8, 8, message);
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.COMPACT;
  }

  @Override
  String agent() {
    return "btccom-agent/2.0.0-mu";
  }
}
