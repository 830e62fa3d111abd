package io.stratumj.testkit.personas;

import io.stratumj.testkit.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a persona talk to any Stratum server over TCP, on the caller's thread and in real time.
 *
 * <p>Blocks until the persona is as it is wanted or the time is over, and closes the connection
 * then. A pool that cannot be reached is tried again after the persona's pause.
 */
public final class PersonaOverTcp {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Persona persona;
  private final SocketAddress pool;
  private @Nullable Wire wire;
  private boolean over;

  private PersonaOverTcp(Persona persona, SocketAddress pool) {
    this.persona = persona;
    this.pool = pool;
  }

  /**
   * Runs a persona.
   *
   * @param done looked at after every line and every tick
   * @param limit how long to run at most
   * @return whether it was done in time
   * @throws PersonaFailure if the pool breaks a rule of the persona's
   * @throws UncheckedIOException if the pool cannot be reached
   */
  public static boolean run(
      Persona persona, SocketAddress pool, Predicate<Persona> done, Duration limit) {
    PersonaOverTcp driver = new PersonaOverTcp(persona, pool);
    try {
      return driver.run(done, System.nanoTime() + limit.toNanos());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      driver.close();
    }
  }

  private boolean run(Predicate<Persona> done, long endNanos) throws IOException {
    long nextTick = System.nanoTime();
    while (!done.test(persona)) {
      long now = System.nanoTime();
      if (now - endNanos >= 0) {
        return false;
      }
      if (now - nextTick >= 0) {
        nextTick = now + TICK_NANOS;
        persona.tick(now);
      }
      step(nextTick);
    }
    return true;
  }

  private void step(long deadlineNanos) throws IOException {
    Wire open = wire;
    if (over || open == null) {
      close();
      reconnect(deadlineNanos);
      return;
    }
    try {
      Optional<String> line = open.readLine(deadlineNanos);
      if (line.isPresent()) {
        persona.line(line.get(), System.nanoTime());
      } else {
        lost();
      }
    } catch (SocketTimeoutException nothingYet) {
      // The next tick is due.
    } catch (IOException reset) {
      lost();
    }
  }

  private void reconnect(long deadlineNanos) throws IOException {
    long now = System.nanoTime();
    if (persona.connections() > 0 && persona.reconnectAt() - now > 0) {
      LockSupport.parkNanos(Math.min(persona.reconnectAt() - now, deadlineNanos - now));
      return;
    }
    wire =
        Wire.connect(pool, Optional.empty(), OptionalInt.empty(), now + CONNECT_TIMEOUT.toNanos());
    over = false;
    persona.open(System.nanoTime(), new Socket());
  }

  private void lost() {
    over = true;
    persona.closed(System.nanoTime());
  }

  private void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      open.close();
    }
  }

  /** What the persona writes to. */
  private final class Socket implements Uplink {
    private final @Nullable Wire connection = wire;

    @Override
    public void write(byte[] bytes) {
      if (connection != null) {
        try {
          connection.write(bytes, System.nanoTime() + CONNECT_TIMEOUT.toNanos());
        } catch (IOException gone) {
          // The end will be read soon.
          over = false;
        }
      }
    }

    @Override
    public void endSending() {
      if (connection != null) {
        try {
          connection.halfClose();
        } catch (IOException gone) {
          over = false;
        }
      }
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
