package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.SubscribeReply;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.ShareFound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stratehm's stratum-proxy 0.8.1: suggests a difficulty before it subscribes, authorizes several
 * workers and submits under each of them.
 */
public final class StratehmProxy extends ProxyFirmware {
  private static final List<String> SUFFIXES = List.of("", "_a", "_b");

  private int submits;

  /** A proxy that is not connected. */
  public StratehmProxy(Rig rig) {
    super(rig);
  }

  @Override
  void opened() {
    super.opened();
    askNext("mining.suggest_difficulty", List.of(rig().setup().suggestedDifficulty()));
    askNext("mining.subscribe", List.of(agent()));
  }

  @Override
  void answered(String method, PoolMessage message) {
    super.answered(method, message);
    if (method.equals("mining.subscribe")) {
      askNext("mining.extranonce.subscribe", List.of());
      for (String suffix : SUFFIXES) {
        askNext("mining.authorize", List.of(worker() + suffix, rig().setup().password()));
      }
    }
  }

  @Override
  SubscribeReply checked(SubscribeReply reply, PoolMessage message) {
    return reply.withSizeIn(2, 100, message);
  }

  @Override
  void submit(ShareFound share) {
    String name = worker() + SUFFIXES.get(submits++ % SUFFIXES.size());
    String id = submitId();
    book().submitted(id, share);
    rig().say(submitSpelling().request(id, "mining.submit", share.params(name)));
  }

  @Override
  long firstId() {
    return 0;
  }

  @Override
  Duration subscribePatience() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Optional<Duration> stallsAfter() {
    return Optional.of(Duration.ofMinutes(4));
  }

  @Override
  Set<String> vocabulary() {
    return Set.of("mining.notify", "mining.set_difficulty", "client.reconnect");
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  @Override
  String agent() {
    return "stratehm-stratum-proxy-0.8.1";
  }
}
