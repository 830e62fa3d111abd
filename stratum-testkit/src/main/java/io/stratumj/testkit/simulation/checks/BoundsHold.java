package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonObject;
import io.stratumj.core.session.ExtranonceSpace;
import io.stratumj.core.session.StratumProtocol;
import java.math.BigDecimal;

/**
 * Difficulties stay within the policy's limits, and whoever has left holds nothing any more: no
 * session, no extranonce, no block without a verdict (SPEC D4, H9, L1).
 */
public final class BoundsHold extends Check {
  private final ExtranonceSpace extranonces;
  private final StratumProtocol protocol;
  private final BigDecimal minimum;
  private final BigDecimal maximum;

  /** A check of this pool, whose policy's limits are these. */
  public BoundsHold(
      ExtranonceSpace extranonces, StratumProtocol protocol, double minimum, double maximum) {
    this.extranonces = extranonces;
    this.protocol = protocol;
    this.minimum = BigDecimal.valueOf(minimum);
    this.maximum = BigDecimal.valueOf(maximum);
  }

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    if (message.has("method")
        && message.get("method").getAsString().equals("mining.set_difficulty")) {
      BigDecimal difficulty = message.getAsJsonArray("params").get(0).getAsBigDecimal();
      if (difficulty.compareTo(minimum) < 0 || difficulty.compareTo(maximum) > 0) {
        report(connection, "not within " + minimum + " and " + maximum + ": " + line);
      }
    }
  }

  @Override
  public void over() {
    if (extranonces.used() != 0) {
      report(extranonces.used() + " extranonces are held by nobody");
    }
    if (!protocol.unsettledBlocks().isEmpty()) {
      report(protocol.unsettledBlocks().size() + " blocks have no verdict");
    }
    protocol
        .sessions()
        .list()
        .thenAccept(
            sessions -> {
              if (!sessions.isEmpty()) {
                report("sessions without a connection: " + sessions);
              }
            });
  }
}
