package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.NotifyRules;
import java.util.List;
import java.util.Set;

/**
 * A marketplace for hashrate, by its published requirements: room in extranonce2 for its own
 * clients, a high difficulty, a short coinbase.
 */
public final class NiceHash extends ProxyFirmware {
  private static final int COINBASE_BYTES_MAX = 500;
  private static final String TIME_MILLIS = "1700000000000";
  private static final String HMAC = "5e1f".repeat(16);

  /** A marketplace that is not connected. */
  public NiceHash(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    askNext("mining.subscribe", List.of(agent(), TIME_MILLIS, HMAC));
  }

  @Override
  void heard(PoolMessage message) {
    if (message.method().equals("mining.set_difficulty")
        && PoolMessage.isNumber(message.param(0))
        && message.param(0).getAsBigDecimal().compareTo(rig().setup().worthwhileDifficulty()) < 0) {
      throw new Breach(
          Rule.DIFFICULTY_HIGH_ENOUGH,
          message.line(),
          "sells nothing below " + rig().setup().worthwhileDifficulty());
    }
    super.heard(message);
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.subscribe")) {
      askNext("mining.authorize", credentials());
    } else if (method.equals("mining.authorize")) {
      askNext("mining.extranonce.subscribe", List.of());
    }
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    return reply.withSizeIn(4, 8, message);
  }

  @Override
  Set<String> vocabulary() {
    return Set.of("mining.notify", "mining.set_difficulty", "client.reconnect");
  }

  /** The first byte of extranonce2 tells its own clients apart; this client's is 0x2a. */
  @Override
  public long firstExtranonce2() {
    return 0x2a;
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("refuses the pool").coinbase(COINBASE_BYTES_MAX);
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  @Override
  String agent() {
    return "NiceHash/1.0.0";
  }
}
