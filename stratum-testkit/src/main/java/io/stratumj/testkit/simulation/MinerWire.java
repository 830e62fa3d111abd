package io.stratumj.testkit.simulation;

import com.google.gson.JsonObject;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.memory.Peer;
import io.stratumj.testkit.simulation.checks.Connection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One connection of a miner, everything on which is told to the observers. The miner may have left
 * it for another while the pool still thinks that it stands. <em>Confined to the simulation's
 * thread.</em>
 */
final class MinerWire implements Peer {
  private final SimulationContext context;
  private final SimulatedMiner miner;
  private final MemoryLink link;
  private final Connection connection;
  private boolean over;

  MinerWire(SimulationContext context, SimulatedMiner miner, MemoryPool pool, LinkConditions how) {
    this.context = context;
    this.miner = miner;
    this.link = pool.connect(how, this);
    this.connection = new Connection(context.nextConnection(), miner.number(), link.transcript());
    context.happened(connection + " " + how);
  }

  Connection connection() {
    return connection;
  }

  boolean isOver() {
    return over;
  }

  void say(String line) {
    context.observers().said(connection, line, context.nanos());
    link.say(line);
  }

  /** Something that is no line, and may end no line; the connection is of no use afterwards. */
  void sayRaw(byte[] bytes) {
    context.happened(new String(bytes, StandardCharsets.ISO_8859_1));
    link.sayRaw(bytes);
  }

  void breakDown() {
    link.breakDown();
  }

  void disconnect() {
    link.disconnect();
  }

  void resumes(Optional<Connection> earlier) {
    earlier.ifPresent(
        before -> context.observers().tell(check -> check.resumes(connection, before)));
  }

  @Override
  public void heard(String line) {
    JsonObject message = context.observers().heard(connection, line, context.nanos());
    miner.heard(this, message);
  }

  @Override
  public void ended() {
    if (!over) {
      over = true;
      context.happened(connection + " ended: " + link.closed());
      context.observers().tell(check -> check.ended(connection, context.nanos()));
    }
  }
}
