package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.LineReading;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.RequestSpelling;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.work.Habits;
import io.stratumj.testkit.personas.work.ShareFound;
import io.stratumj.testkit.personas.work.SubmitBook;
import io.stratumj.testkit.personas.work.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A mining program: told of lines and of time, it says lines and mines. What all have in common is
 * here; handshakes are in the subclasses.
 *
 * <p><em>Confined to one thread.</em> Whatever is called may throw a {@link Breach}.
 */
public abstract class Firmware implements Habits {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Rig rig;
  private final Workbench bench;
  private final SubmitBook book;
  private long connectedNanos;
  private long lastLineNanos;
  private long requestedNanos;
  private long minedNanos;

  Firmware(Rig rig) {
    this.rig = rig;
    this.bench = new Workbench(rig, this);
    this.book = new SubmitBook(rig, this);
  }

  /** A connection has been made. */
  public final void connected() {
    connectedNanos = rig.now();
    lastLineNanos = rig.now();
    requestedNanos = rig.now();
    minedNanos = rig.now();
    bench.connected();
    opened();
  }

  /** A line came. */
  public final void line(String text) {
    lastLineNanos = rig.now();
    reading().read(text).ifPresent(this::heard);
  }

  /** Some time has passed, at most about a second. */
  public void tick() {
    if (rig.hasPassed(patience(), lastLineNanos)) {
      throw new Breach(
          Rule.NOT_SILENT, "", "drops the link after " + patience().toSeconds() + " s of silence");
    }
    Optional<Duration> stall = stallsAfter();
    if (isMining() && stall.isPresent() && rig.hasPassed(stall.get(), bench.newWorkNanos())) {
      throw new Breach(
          Rule.FRESH_WORK, "", "stops hashing after " + stall.get().toSeconds() + " s");
    }
    book.second();
    if (isMining() && rig.now() - minedNanos >= SECOND_NANOS) {
      minedNanos = rig.now();
      mineOneSecond();
    }
  }

  /** The connection is gone. */
  public void disconnected() {
    book.forget();
  }

  /** Whether it hashes and submits what it finds. */
  public final boolean isMining() {
    return isLoggedIn() && bench.hasJob();
  }

  /** What it mines with. */
  public final Workbench bench() {
    return bench;
  }

  /** Its shares. */
  public final SubmitBook book() {
    return book;
  }

  /** How long it waits before it connects again. */
  public abstract Duration pause();

  /** Begins the handshake. */
  abstract void opened();

  /** Acts on a line. */
  abstract void heard(PoolMessage message);

  /** Whether the handshake has come so far that it mines when there is a job. */
  abstract boolean isLoggedIn();

  /** The methods it knows, besides {@code mining.set_extranonce}, on which it has a habit. */
  abstract Set<String> vocabulary();

  /** The id of the next submit. */
  abstract String submitId();

  /** How it writes all but submits. */
  abstract RequestSpelling spelling();

  /** What it makes of lines. */
  LineReading reading() {
    return LineReading.C_PROGRAM;
  }

  /** How long it takes silence. */
  abstract Duration patience();

  /** Which {@code client.reconnect} it obeys. */
  Reconnecting reconnecting() {
    return Reconnecting.WITH_HOST_AND_PORT;
  }

  /** What it answers to {@code client.get_version}. */
  String version() {
    return agent();
  }

  /** What it calls itself. */
  abstract String agent();

  final Rig rig() {
    return rig;
  }

  final String worker() {
    return rig.setup().worker();
  }

  final List<Object> credentials() {
    return List.of(worker(), rig.setup().password());
  }

  /** Says one request in a write of its own. */
  final void ask(String id, String method, List<?> params) {
    rememberRequest();
    rig.say(spelling().request(id, method, params));
  }

  /** From now on a reply is waited for. */
  final void rememberRequest() {
    requestedNanos = rig.now();
  }

  /** Whether the last request was so long ago. */
  final boolean hasWaited(Duration time) {
    return rig.hasPassed(time, requestedNanos);
  }

  /** When the connection was made. */
  final long connectedNanos() {
    return connectedNanos;
  }

  /** Fails if the last request has waited so long for its reply. */
  final void demandReplyWithin(Duration time, String consequence) {
    if (hasWaited(time)) {
      throw new Breach(Rule.ANSWER_IN_TIME, "", consequence);
    }
  }

  /** Acts on a call of the pool, if this program knows the method. */
  final boolean obeys(PoolMessage message) {
    if (message.method().equals("mining.set_extranonce")) {
      bench.setExtranonce(message);
      return true;
    }
    if (!message.isCall() || !vocabulary().contains(message.method())) {
      return false;
    }
    switch (message.method()) {
      case "mining.notify" -> bench.notified(message);
      case "mining.set_difficulty" -> bench.setDifficulty(message);
      case "mining.set_version_mask" -> bench.setVersionMask(message);
      case "mining.ping" -> pinged(message);
      case "client.get_version" -> rig.say(spelling().reply(message.id(), version()));
      case "client.reconnect" -> {
        if (reconnecting().obeys(message)) {
          rig.hangUp(pause(), "client.reconnect");
        }
      }
      default -> {
        // client.show_message: shown to nobody here.
      }
    }
    return true;
  }

  void pinged(PoolMessage message) {
    rig.say(spelling().reply(message.id(), "pong"));
  }

  /** Mines for a second. */
  void mineOneSecond() {
    bench.mineLate().ifPresent(this::submit);
    for (int i = 0; i < rig.setup().sharesPerSecond(); i++) {
      bench.mine().ifPresent(this::submit);
    }
  }

  void submit(ShareFound share) {
    String id = submitId();
    book.submitted(id, share);
    rig.say(submitSpelling().request(id, "mining.submit", share.params(worker())));
  }
}
