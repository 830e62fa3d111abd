package io.stratumj.testkit.personas;

import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A persona that lives on a {@link MemoryPool}: it connects at once, mines as virtual time passes,
 * and connects again when it lost its connection and its pause is over.
 *
 * <p><em>Confined to the test's thread.</em> What the persona throws comes out of the call that
 * made time pass or something be said.
 */
public final class PersonaInMemory {
  private final MemoryPool pool;
  private final Persona persona;
  private final LinkConditions conditions;
  private @Nullable MemoryLink link;

  private PersonaInMemory(MemoryPool pool, Persona persona, LinkConditions conditions) {
    this.pool = pool;
    this.persona = persona;
    this.conditions = conditions;
  }

  /** Lets a persona live, with a perfect network. */
  public static PersonaInMemory connect(MemoryPool pool, Persona persona) {
    return connect(pool, persona, LinkConditions.PERFECT);
  }

  /** Lets a persona live, with a network under these conditions. */
  public static PersonaInMemory connect(
      MemoryPool pool, Persona persona, LinkConditions conditions) {
    PersonaInMemory home = new PersonaInMemory(pool, persona, conditions);
    pool.everySecond(home::second);
    home.open();
    return home;
  }

  /** Who lives here. */
  public Persona persona() {
    return persona;
  }

  /** The connection it has, or had last. */
  public Optional<MemoryLink> link() {
    return Optional.ofNullable(link);
  }

  private void second() {
    long now = pool.clock().nanos();
    if (persona.isConnected()) {
      persona.tick(now);
    } else if (persona.reconnectAt() - now <= 0) {
      open();
    }
  }

  private void open() {
    Seat seat = new Seat();
    MemoryLink opened = pool.connect(conditions, seat);
    link = opened;
    seat.link = opened;
    persona.open(pool.clock().nanos(), seat);
    pool.turn();
  }

  /** One connection: both what the persona writes to and what it hears from. */
  private final class Seat implements Peer, Uplink {
    private @Nullable MemoryLink link;
    private boolean over;

    @Override
    public void heard(String line) {
      if (!over) {
        persona.line(line, pool.clock().nanos());
      }
    }

    @Override
    public void ended() {
      if (!over) {
        over = true;
        persona.closed(pool.clock().nanos());
      }
    }

    @Override
    public void write(byte[] bytes) {
      if (link != null) {
        link.sayRaw(bytes);
      }
    }

    /** In memory there are no halves: the pool has heard everything, and the link ends. */
    @Override
    public void endSending() {
      if (link != null) {
        link.disconnect();
      }
    }

    @Override
    public void close() {
      over = true;
      if (link != null) {
        link.disconnect();
      }
    }
  }
}
