/** A mock miner, jobs, sinks, a simulated chain and arbitraries for tests of a Stratum v1 pool. */
@SuppressWarnings("requires-automatic")
module io.stratumj.testkit {
  requires transitive io.stratumj.api;
  requires transitive io.stratumj.core;
  requires com.google.gson;
  requires java.management;
  requires static HdrHistogram;
  requires static info.picocli;
  requires static transitive net.jqwik.api;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.stratumj.testkit;
  exports io.stratumj.testkit.accounting;
  exports io.stratumj.testkit.arbitraries;
  exports io.stratumj.testkit.assertions;
  exports io.stratumj.testkit.chain;
  exports io.stratumj.testkit.conformance;
  exports io.stratumj.testkit.conformance.report;
  exports io.stratumj.testkit.contracts;
  exports io.stratumj.testkit.junit;
  exports io.stratumj.testkit.memory;
  exports io.stratumj.testkit.personas;
  exports io.stratumj.testkit.simulation;
  exports io.stratumj.testkit.swarm;
  exports io.stratumj.testkit.swarm.load;
  exports io.stratumj.testkit.swarm.report;

  // The commands' options are filled in by reflection.
  opens io.stratumj.testkit.cli to
      info.picocli;
}
