package io.stratumj.testkit.swarm.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a swarm has done and seen. Immutable.
 *
 * @param load what the miners did, in words
 * @param connections what became of the connections
 * @param handshake from the beginning of a connection until it is subscribed, authorized and has a
 *     job
 * @param submits the accounts of all submits
 * @param measured the figures of the load
 * @param waves the jobs whose way was measured
 * @param generator what the swarm used
 * @param server what the server used; absent if its processes were not named, or have ended
 * @param mischief what those miners did that misbehaved, which is in no other figure; absent if
 *     none did
 */
public record SwarmReport(
    String load,
    ConnectionCounts connections,
    Percentiles handshake,
    SubmitCounts submits,
    Measured measured,
    List<JobWave> waves,
    GeneratorUsage generator,
    Optional<ServerUsage> server,
    Optional<MischiefCounts> mischief) {
  /** Copies the list. */
  public SwarmReport {
    waves = List.copyOf(waves);
  }

  /** The server's CPU time for one submit, in microseconds; absent if it is not known. */
  public OptionalDouble serverMicrosPerSubmit() {
    return serverMicrosPer(measured.answers());
  }

  /** How many submits the server judges in a second of CPU time; absent if it is not known. */
  public OptionalDouble submitsPerServerSecond() {
    OptionalDouble micros = serverMicrosPerSubmit();
    return micros.isPresent() && micros.getAsDouble() > 0
        ? OptionalDouble.of(1e6 / micros.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The server's CPU time for one job sent to one miner, in microseconds; absent if not known. */
  public OptionalDouble serverMicrosPerNotify() {
    return serverMicrosPer(measured.notifies());
  }

  /**
   * The server's CPU time for one cycle of a churning miner, in microseconds; absent if unknown.
   */
  public OptionalDouble serverMicrosPerCycle() {
    return serverMicrosPer(measured.cycles());
  }

  /**
   * The server's CPU time for bringing one miner online in the beginning, in microseconds; absent
   * if it is not known.
   */
  public OptionalDouble serverMicrosPerHandshake() {
    return server.isEmpty() || connections.ready() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(server.get().gatheringCpuNanos() / 1e3 / connections.ready());
  }

  /** The server's CPU time as a part of one core's, while the load was measured. */
  public OptionalDouble serverCpuShare() {
    return server.isEmpty() || measured.nanos() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) server.get().cpuNanos() / measured.nanos());
  }

  /** The report as a few lines for a person. */
  public String toText() {
    return new ReportText(this).text();
  }

  /** The report as one JSON object. Times are in nanoseconds unless the name says otherwise. */
  public String toJson() {
    return new ReportJson(this).text();
  }

  private OptionalDouble serverMicrosPer(long units) {
    return server.isEmpty() || units == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(server.get().cpuNanos() / 1e3 / units);
  }
}
