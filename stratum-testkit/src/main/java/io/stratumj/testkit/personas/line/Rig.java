package io.stratumj.testkit.personas.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Where a mining program runs: its configuration, the time, and its connection.
 *
 * <p><em>Confined to one thread.</em>
 */
public final class Rig {
  private final Setup setup;
  private final Outlet outlet;
  private final Random random;
  private final List<String> warnings = new ArrayList<>();
  private long nowNanos;

  /** A rig that is switched off. */
  public Rig(Setup setup, Outlet outlet) {
    this.setup = setup;
    this.outlet = outlet;
    this.random = new Random(setup.seed());
  }

  /** What the owner has configured. */
  public Setup setup() {
    return setup;
  }

  /** Chance, the same in every run. */
  public Random random() {
    return random;
  }

  /** The time, in nanoseconds of an arbitrary origin. */
  public long now() {
    return nowNanos;
  }

  /** Sets the clock. */
  public void setClock(long newNanos) {
    nowNanos = newNanos;
  }

  /** Whether so much time has passed since then. */
  public boolean hasPassed(Duration time, long sinceNanos) {
    return nowNanos - sinceNanos >= time.toNanos();
  }

  /** Says lines, in one write. */
  public void say(String... lines) {
    write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes that are no line. */
  public void write(byte[] bytes) {
    outlet.write(bytes);
  }

  /** Ends the sending direction. */
  public void endSending() {
    outlet.endSending();
  }

  /** Closes the connection, to open another after a pause. */
  public void hangUp(Duration pause, String why) {
    outlet.hangUp(pause, why);
  }

  /** The real program would write this into its log and go on. */
  public void warn(String text) {
    warnings.add(text);
    outlet.note(text);
  }

  /** What the real program would have written into its log. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
