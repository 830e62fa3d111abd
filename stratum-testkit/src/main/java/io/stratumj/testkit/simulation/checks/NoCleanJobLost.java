package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A job on another parent than the one before it is clean, as is the first; no job id comes twice;
 * and nothing is told before the subscribe reply (SPEC H2, J2, J3).
 */
public final class NoCleanJobLost extends Check {
  private final Map<Connection, String> parents = new HashMap<>();
  private final Map<Connection, Set<String>> ids = new HashMap<>();
  private final Set<Connection> subscribed = new HashSet<>();

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    if (message.get("result") instanceof JsonArray result && result.size() == 3) {
      subscribed.add(connection);
    }
    if (!message.has("method")) {
      return;
    }
    if (!subscribed.contains(connection)) {
      report(connection, "before the subscribe reply: " + line);
    }
    if (message.get("method").getAsString().equals("mining.notify")) {
      JsonArray params = message.getAsJsonArray("params");
      String parent = params.get(1).getAsString();
      boolean clean = params.get(8).getAsBoolean();
      if (!clean && !parent.equals(parents.put(connection, parent))) {
        report(connection, "another parent, and not clean: " + line);
      }
      parents.put(connection, parent);
      String id = params.get(0).getAsString();
      if (!ids.computeIfAbsent(connection, key -> new HashSet<>()).add(id)) {
        report(connection, "a job id for the second time: " + line);
      }
    }
  }

  @Override
  public void ended(Connection connection, long nowNanos) {
    parents.remove(connection);
    ids.remove(connection);
    subscribed.remove(connection);
  }
}
