package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.NotifyRules;
import java.time.Duration;
import java.util.List;

/** ckpool 0.9.4 as a proxy: room for 16 branches, and it must learn a session id. */
public final class CkpoolProxy extends ProxyFirmware {
  private static final int BRANCHES_MAX = 16;
  private static final int EXTRANONCE1_BYTES_MAX = 15;

  /** A proxy that is not connected. */
  public CkpoolProxy(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    askNext("mining.subscribe", List.of(agent()));
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.subscribe")) {
      rig().say(prepared("42", "mining.authorize", credentials()));
    }
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    boolean fits = reply.extranonce1().length() / 2 <= EXTRANONCE1_BYTES_MAX;
    if (reply.sessionId().isEmpty() || !fits) {
      throw new Breach(
          Rule.SUBSCRIBE_RESULT, message.line(), "needs a mining.notify pair and 15 bytes at most");
    }
    return reply.withSizeIn(3, 8, message);
  }

  /** It counts on from 43, past the id of its login. */
  @Override
  String submitId() {
    String id = super.submitId();
    return id.equals("42") ? super.submitId() : id;
  }

  @Override
  long firstId() {
    return 0;
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.SPACED;
  }

  @Override
  public RequestSpelling submitSpelling() {
    return RequestSpelling.PARAMS_FIRST;
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public NotifyRules notifyRules() {
    return NotifyRules.breaking("refuses the job").branches(BRANCHES_MAX);
  }

  @Override
  String agent() {
    return "ckpool/0.9.4";
  }
}
