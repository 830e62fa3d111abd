package io.stratumj.testkit.simulation.checks;

import java.util.Optional;

/**
 * A rule that was broken.
 *
 * @param rule the check that found it
 * @param connection where, if it was on one connection
 * @param linesThen how many lines the connection's transcript had; 0 without a connection
 * @param detail what happened
 */
public record Finding(String rule, Optional<Connection> connection, int linesThen, String detail) {
  @Override
  public String toString() {
    return rule + connection.map(where -> " on " + where).orElse("") + ": " + detail;
  }
}
