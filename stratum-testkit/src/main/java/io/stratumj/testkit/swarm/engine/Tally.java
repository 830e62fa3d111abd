package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.line.ServerLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Counts what happens: everything for the accounts, and from {@link #measure} to {@link
 * #stopMeasuring} for the figures as well. Makes no garbage but for an error that was never seen.
 * <em>Confined to the swarm's thread.</em>
 */
final class Tally {
  private static final int DIGITS = 3;
  private static final long NANOS_MAX = 3_600_000_000_000L;

  /** A server that tells each share's hash in its errors has endlessly many. */
  private static final int ERRORS_MAX = 50;

  private final Histogram latency = histogram();
  private final Histogram lateness = histogram();
  private final Histogram handshake = histogram();
  private final List<Refusals> refusals = new ArrayList<>();
  private boolean measuring;
  private long submitted;
  private long accepted;
  private long refused;
  private long unanswered;
  private long unexpected;
  private long garbled;
  private long answersMeasured;
  private long acceptedMeasured;
  private long notifies;
  private long cycles;
  private long others;

  private static final class Refusals {
    private final byte[] error;
    private long count = 1;

    Refusals(byte[] error) {
      this.error = error;
    }
  }

  static Histogram histogram() {
    return new Histogram(NANOS_MAX, DIGITS);
  }

  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(Math.max(nanos, 0), NANOS_MAX));
  }

  void measure() {
    measuring = true;
  }

  void stopMeasuring() {
    measuring = false;
  }

  void submitted() {
    submitted++;
  }

  void accepted(long nanos) {
    accepted++;
    if (measuring) {
      acceptedMeasured++;
    }
    answered(nanos);
  }

  void refused(ServerLine line, long nanos) {
    refused++;
    count(line);
    answered(nanos);
  }

  void unanswered(int count) {
    unanswered += count;
  }

  /** A reply to nothing, or the second one. */
  void unexpected() {
    unexpected++;
  }

  /** A line that no miner understands. */
  void garbled() {
    garbled++;
  }

  void notified() {
    if (measuring) {
      notifies++;
    }
  }

  /** A churning miner has been through all of it. */
  void cycled() {
    if (measuring) {
      cycles++;
    }
  }

  void late(long nanos) {
    if (measuring) {
      record(lateness, nanos);
    }
  }

  void handshake(long nanos) {
    record(handshake, nanos);
  }

  long submittedSoFar() {
    return submitted;
  }

  long acceptedSoFar() {
    return accepted;
  }

  long refusedSoFar() {
    return refused;
  }

  long unansweredSoFar() {
    return unanswered;
  }

  long unexpectedSoFar() {
    return unexpected;
  }

  long garbledSoFar() {
    return garbled;
  }

  long answersMeasured() {
    return answersMeasured;
  }

  long acceptedMeasured() {
    return acceptedMeasured;
  }

  long notifiesMeasured() {
    return notifies;
  }

  long cyclesMeasured() {
    return cycles;
  }

  /** How many submits are still to be answered. */
  long outstanding() {
    return submitted - accepted - refused - unanswered;
  }

  Histogram latency() {
    return latency;
  }

  Histogram lateness() {
    return lateness;
  }

  Histogram handshakes() {
    return handshake;
  }

  /** How often each error came, as it was written. */
  Map<String, Long> errors() {
    Map<String, Long> errors = new LinkedHashMap<>();
    for (Refusals one : refusals) {
      String error = new String(one.error, StandardCharsets.UTF_8);
      errors.put(error.isEmpty() ? "no reason" : error, one.count);
    }
    if (others > 0) {
      errors.put("other errors", others);
    }
    return errors;
  }

  private void answered(long nanos) {
    if (measuring) {
      answersMeasured++;
      record(latency, nanos);
    }
  }

  private void count(ServerLine line) {
    for (Refusals one : refusals) {
      if (line.isError(one.error)) {
        one.count++;
        return;
      }
    }
    if (refusals.size() < ERRORS_MAX) {
      refusals.add(new Refusals(line.error().getBytes(StandardCharsets.UTF_8)));
    } else {
      others++;
    }
  }
}
