package io.stratumj.testkit.personas;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.Transcript.Direction;
import io.stratumj.testkit.personas.firmware.Firmware;
import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.Outlet;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Setup;
import io.stratumj.testkit.personas.line.SubscribeReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mining program, without a socket: lines and time in, lines out. It lives on from connection
 * to connection, as the program does: it remembers its session, its counters, its unsent shares.
 *
 * <p>Whoever drives it calls {@link #open}, then {@link #line} for every line and {@link #tick}
 * about once a second, and {@link #closed} when the pool or the network ends the connection. When
 * it is not connected and {@link #reconnectAt} has come, it wants to be opened again. Times are
 * nanoseconds of an arbitrary origin and never go back. Everything may throw a {@link
 * PersonaFailure}; the persona is of no use afterwards.
 *
 * <p><em>Confined to one thread</em>; never blocks, except that it hashes, as much as its options
 * allow in a second.
 */
public final class Persona {
  private final String title;
  private final Rig rig;
  private final Firmware firmware;
  private final Transcript transcript;

  private @Nullable Uplink uplink;
  private long openedNanos;
  private long reconnectAtNanos;
  private int connections;

  Persona(String title, Setup setup, Function<Rig, Firmware> model) {
    this.title = title;
    this.rig = new Rig(setup, new Wiring());
    this.firmware = model.apply(rig);
    this.transcript = new Transcript(() -> rig.now() - openedNanos);
  }

  /** A share that was answered. */
  public record Share(String jobId, boolean late, boolean accepted, String refusal) {}

  /** What it is called. */
  public String title() {
    return title;
  }

  /** A connection has been made. */
  public void open(long nowNanos, Uplink newUplink) {
    rig.setClock(nowNanos);
    if (connections == 0) {
      openedNanos = nowNanos;
    }
    uplink = newUplink;
    connections++;
    transcript.add(Direction.EVENT, "connected");
    guard(firmware::connected);
  }

  /** A line has come, without its LF. Ignored if the connection is no longer wanted. */
  public void line(String line, long nowNanos) {
    rig.setClock(nowNanos);
    if (uplink != null) {
      transcript.add(Direction.FROM_POOL, line);
      guard(() -> firmware.line(line));
    }
  }

  /** Some time has passed, a second at most. */
  public void tick(long nowNanos) {
    rig.setClock(nowNanos);
    if (uplink != null) {
      guard(firmware::tick);
    }
  }

  /** The pool or the network has ended the connection. */
  public void closed(long nowNanos) {
    rig.setClock(nowNanos);
    if (uplink != null) {
      transcript.add(Direction.EVENT, "closed by the pool");
      leave(firmware.pause());
    }
  }

  /** Whether it is on a connection. */
  public boolean isConnected() {
    return uplink != null;
  }

  /** When it wants to connect again; of no meaning while it is connected. */
  public long reconnectAt() {
    return reconnectAtNanos;
  }

  /** How many connections it has had. */
  public int connections() {
    return connections;
  }

  /** Whether it is logged in, has work, and hashes. */
  public boolean isMining() {
    return uplink != null && firmware.isMining();
  }

  /** How many jobs it took, of all connections. */
  public int jobs() {
    return firmware.bench().jobs();
  }

  /**
   * What its shares must meet now, as it understood it; empty without a job, or if it takes every
   * hash for a share because it read the number as an integer.
   */
  public Optional<Difficulty> difficulty() {
    return firmware.bench().difficulty().filter(value -> value.signum() > 0).map(Difficulty::of);
  }

  /** What it understood as its extranonce1, in hex; empty before the first subscribe reply. */
  public Optional<String> extranonce1() {
    return firmware.bench().subscription().map(SubscribeReply::extranonce1);
  }

  /** Its shares that were answered, oldest first. */
  public List<Share> shares() {
    return firmware.book().outcomes().stream()
        .map(
            outcome ->
                new Share(
                    outcome.share().jobId(),
                    outcome.share().late(),
                    outcome.accepted(),
                    outcome.text()))
        .toList();
  }

  /** What the real program would have complained about in its log, and gone on. */
  public List<String> warnings() {
    return rig.warnings();
  }

  /** What went over all its connections. */
  public Transcript transcript() {
    return transcript;
  }

  /** The title. */
  @Override
  public String toString() {
    return title;
  }

  private void guard(Runnable action) {
    try {
      action.run();
    } catch (Breach breach) {
      Uplink broken = uplink;
      uplink = null;
      if (broken != null) {
        broken.close();
      }
      throw new PersonaFailure(
          title,
          breach.rule().sentence(),
          breach.line(),
          String.valueOf(breach.getMessage()),
          transcript);
    }
  }

  private void leave(Duration pause) {
    uplink = null;
    reconnectAtNanos = rig.now() + pause.toNanos();
    guard(firmware::disconnected);
  }

  /** What the program does to its connection. */
  private final class Wiring implements Outlet {
    @Override
    public void write(byte[] bytes) {
      Uplink connection = uplink;
      if (connection != null) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        text.lines().forEach(line -> transcript.add(Direction.FROM_MINER, line));
        connection.write(bytes);
      }
    }

    @Override
    public void endSending() {
      Uplink connection = uplink;
      if (connection != null) {
        transcript.add(Direction.EVENT, "ends sending");
        connection.endSending();
      }
    }

    @Override
    public void hangUp(Duration pause, String why) {
      Uplink connection = uplink;
      if (connection != null) {
        transcript.add(Direction.EVENT, "hangs up: " + why);
        leave(pause);
        connection.close();
      }
    }

    @Override
    public void note(String text) {
      transcript.add(Direction.EVENT, text);
    }
  }
}
