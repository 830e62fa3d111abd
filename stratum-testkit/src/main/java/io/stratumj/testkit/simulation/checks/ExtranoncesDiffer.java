package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * No two sessions have the same extranonce1, nor a session and one that ended within ten minutes,
 * unless it resumes that one (SPEC H4, H7).
 */
public final class ExtranoncesDiffer extends Check {
  private static final long QUARANTINE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier clock;
  private final Map<String, Connection> holders = new HashMap<>();
  private final Map<Connection, Long> endings = new HashMap<>();
  private final Map<Connection, Connection> resumed = new HashMap<>();

  /** A check by this clock. */
  public ExtranoncesDiffer(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public void resumes(Connection connection, Connection earlier) {
    resumed.put(connection, earlier);
  }

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    if (message.get("result") instanceof JsonArray result && result.size() == 3) {
      take(connection, result.get(1).getAsString());
    } else if (message.has("method")
        && message.get("method").getAsString().equals("mining.set_extranonce")) {
      take(connection, message.getAsJsonArray("params").get(0).getAsString());
    }
  }

  @Override
  public void ended(Connection connection, long nowNanos) {
    endings.put(connection, nowNanos);
  }

  private void take(Connection connection, String extranonce1) {
    Connection before = holders.put(extranonce1, connection);
    if (before == null || before.equals(connection) || before.equals(resumed.get(connection))) {
      return;
    }
    Long ended = endings.get(before);
    if (ended == null || clock.getAsLong() - ended < QUARANTINE_NANOS) {
      report(connection, extranonce1 + " belongs to " + before + ", ended: " + ended);
    }
  }
}
