package io.stratumj.testkit.simulation.checks;

import com.google.gson.JsonObject;
import io.stratumj.testkit.accounting.AccountingOracle;
import io.stratumj.testkit.accounting.Discrepancy;
import io.stratumj.testkit.accounting.MemoryLedger;
import io.stratumj.testkit.accounting.ShareWitness;
import java.util.LinkedHashMap;
import java.util.Map;

/** What miners were told of their shares is what the store holds (SPEC D2, S5, S7). */
public final class BooksAgree extends Check {
  private final MemoryLedger ledger;
  private final Map<Connection, ShareWitness> witnesses = new LinkedHashMap<>();

  /** A check against this ledger. */
  public BooksAgree(MemoryLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void resumes(Connection connection, Connection earlier) {
    witness(connection).resuming(witness(earlier));
  }

  @Override
  public void said(Connection connection, String line, JsonObject message) {
    witness(connection).said(line);
  }

  @Override
  public void heard(Connection connection, String line, JsonObject message) {
    witness(connection).heard(line);
  }

  /** The witnesses of all connections. */
  public Map<Connection, ShareWitness> witnesses() {
    return witnesses;
  }

  @Override
  public void over() {
    AccountingOracle oracle = AccountingOracle.ofEverything();
    Map<String, Connection> byName = new LinkedHashMap<>();
    witnesses.forEach(
        (connection, witness) -> {
          oracle.witness(witness);
          byName.put(connection.name(), connection);
        });
    oracle.recorded(ledger);
    for (Discrepancy each : oracle.discrepancies()) {
      Connection where = byName.get(each.connection().orElse(""));
      if (where == null) {
        report(each.toString());
      } else {
        report(where, each.toString());
      }
    }
  }

  private ShareWitness witness(Connection connection) {
    return witnesses.computeIfAbsent(connection, key -> ShareWitness.of(key.name()));
  }
}
