package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When the troubles are over, every connected miner has work on the tip (SPEC H2, J3, J7). */
public final class NobodyIsForgotten extends Check {
  private static final int WORD = 8;

  private final Map<Connection, String> parents = new HashMap<>();
  private Optional<Hash256> tip = Optional.empty();

  @Override
  public void published(Job job, boolean clean) {
    tip = Optional.of(job.previousHash());
  }

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    if (message.has("method") && message.get("method").getAsString().equals("mining.notify")) {
      JsonArray params = message.getAsJsonArray("params");
      parents.put(connection, params.get(1).getAsString());
    }
  }

  @Override
  public void ended(Connection connection, long nowNanos) {
    parents.remove(connection);
  }

  @Override
  public void calm(List<Connection> connected) {
    for (Connection connection : connected) {
      String parent = parents.get(connection);
      if (parent == null) {
        report(connection, "has no work at all");
      } else if (tip.isPresent() && !hash(parent).equals(tip.get())) {
        report(connection, "works on " + hash(parent) + ", the tip is " + tip.get());
      }
    }
  }

  /** The wire has the words of the internal order, each turned round (SPEC J1). */
  private static Hash256 hash(String wire) {
    StringBuilder internal = new StringBuilder();
    for (int from = 0; from < wire.length(); from += WORD) {
      internal.append(Bytes.fromHex(wire.substring(from, from + WORD)).reversed().toHex());
    }
    return Hash256.fromInternal(Bytes.fromHex(internal));
  }
}
