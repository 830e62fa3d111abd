package io.stratumj.testkit.swarm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Writes a report for a person. */
final class ReportText {
  private static final int WAVES_SHOWN = 20;
  private static final double MIB = 1 << 20;

  private final SwarmReport report;
  private final List<String> lines = new ArrayList<>();

  ReportText(SwarmReport report) {
    this.report = report;
  }

  String text() {
    add("load", report.load());
    connections();
    if (report.submits().sent() > 0) {
      submits();
    }
    measured();
    report.waves().stream()
        .limit(WAVES_SHOWN)
        .forEach(
            wave ->
                add(
                    "job " + wave.jobId(),
                    "%,d miners, first to last %s"
                        .formatted(wave.delays().count(), spread(wave.delays()))));
    server();
    generator();
    report.mischief().ifPresent(this::mischief);
    return String.join("\n", lines);
  }

  private void connections() {
    ConnectionCounts counts = report.connections();
    add(
        "connections",
        "%s; %,d begun, %,d failed, %,d lost"
            .formatted(ready(counts), counts.begun(), counts.failed(), counts.lost()));
    if (!counts.firstProblem().isEmpty()) {
      add("", "first problem: " + counts.firstProblem());
    }
    if (report.handshake().count() > 0) {
      add("handshakes", spread(report.handshake()));
    }
  }

  /** Churning miners come and go, so they are never all ready. */
  private static String ready(ConnectionCounts counts) {
    if (counts.gatheringNanos().isEmpty()) {
      return format("%,d miners", counts.miners());
    }
    List<String> times =
        counts.gatheringNanos().stream().map(nanos -> format("%.3f s", nanos / 1e9)).toList();
    return format(
        "%,d of %,d ready in %s", counts.ready(), counts.miners(), String.join(", ", times));
  }

  private void submits() {
    SubmitCounts counts = report.submits();
    add(
        "submits",
        "%,d sent: %,d accepted, %,d refused, %,d unanswered"
            .formatted(counts.sent(), counts.accepted(), counts.refused(), counts.unanswered()));
    counts.errors().forEach((error, count) -> add("", "%,d x %s".formatted(count, error)));
    if (counts.unexpected() > 0 || counts.garbled() > 0) {
      add(
          "",
          "%,d replies to no submit, %,d lines that mean nothing"
              .formatted(counts.unexpected(), counts.garbled()));
    }
  }

  private void measured() {
    Measured measured = report.measured();
    if (measured.answers() > 0) {
      add(
          "rate",
          format(
              "%,.0f answers a second for %.1f s",
              measured.answersPerSecond(), measured.seconds()));
      add("latency", spread(measured.latency()));
    }
    if (measured.lateness().count() > 0) {
      add("lateness", spread(measured.lateness()) + ", of the generator");
    }
    if (measured.cycles() > 0) {
      add(
          "cycles",
          format("%,d, %,.0f a second", measured.cycles(), measured.cycles() / measured.seconds()));
    }
  }

  private void server() {
    if (report.server().isEmpty()) {
      return;
    }
    ServerUsage usage = report.server().get();
    List<String> costs = new ArrayList<>();
    cost(costs, "%.1f us a handshake", report.serverMicrosPerHandshake());
    cost(costs, "%.2f us a submit", report.serverMicrosPerSubmit());
    cost(costs, "%,.0f submits a CPU second", report.submitsPerServerSecond());
    if (!report.waves().isEmpty()) {
      cost(costs, "%.1f us a notify", report.serverMicrosPerNotify());
    }
    cost(costs, "%.1f us a cycle", report.serverMicrosPerCycle());
    report.serverCpuShare().ifPresent(share -> costs.add(format("%.2f %% of a core", 100 * share)));
    add("server CPU", String.join(", ", costs));
    if (usage.rssBytesBefore() > 0) {
      add(
          "server memory",
          format(
              "%.1f MiB before, %.1f with all ready, %.1f after",
              usage.rssBytesBefore() / MIB,
              usage.rssBytesReady() / MIB,
              usage.rssBytesAfter() / MIB));
    }
  }

  private void generator() {
    GeneratorUsage usage = report.generator();
    String share = format("its thread was busy %.0f %% of the time", 100 * usage.threadShare());
    add(
        "generator",
        usage.spinning()
            ? share + ", waiting included"
            : usage.isSaturated() ? share + ": the figures may be its limit" : share);
  }

  private void mischief(MischiefCounts counts) {
    SubmitCounts submits = counts.submits();
    add(
        "mischief",
        "%,d miners with %,d connections; %,d sent: %,d accepted, %,d refused, %,d unanswered"
            .formatted(
                counts.miners(),
                counts.connections(),
                submits.sent(),
                submits.accepted(),
                submits.refused(),
                submits.unanswered()));
  }

  private void add(String name, String text) {
    lines.add("%-13s  %s".formatted(name, text));
  }

  private static void cost(List<String> costs, String format, OptionalDouble value) {
    value.ifPresent(known -> costs.add(format(format, known)));
  }

  private static String spread(Percentiles times) {
    return format(
        "p50 %s, p99 %s, p99.9 %s, max %s",
        time(times.p50()), time(times.p99()), time(times.p999()), time(times.max()));
  }

  private static String time(long nanos) {
    return nanos < 1_000_000
        ? format("%.0f us", nanos / 1e3)
        : nanos < 1_000_000_000 ? format("%.2f ms", nanos / 1e6) : format("%.2f s", nanos / 1e9);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
