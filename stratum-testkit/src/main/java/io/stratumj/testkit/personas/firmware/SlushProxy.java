package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.SubscribeReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** slush's stratum-mining-proxy 1.5.7: subscribes without saying who it is. */
public final class SlushProxy extends ProxyFirmware {
  private static final LineReading READING =
      new LineReading(
          16_384, "closes the connection", "closes the connection", "closes the connection");

  /** A proxy that is not connected. */
  public SlushProxy(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    askNext("mining.subscribe", List.of());
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.subscribe")) {
      askNext("mining.authorize", credentials());
    }
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    return reply.withSizeIn(2, 100, message);
  }

  @Override
  LineReading reading() {
    return READING;
  }

  @Override
  Reconnecting reconnecting() {
    return Reconnecting.WITH_ALL_THREE;
  }

  @Override
  public Optional<Duration> stallsAfter() {
    return Optional.of(Duration.ofMinutes(2));
  }

  @Override
  RequestSpelling spelling() {
    return RequestSpelling.SPACED;
  }

  @Override
  String agent() {
    return "stratum-proxy/1.5.7";
  }
}
