package io.stratumj.testkit.swarm.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.OptionalDouble;

/** Writes a report as JSON. */
final class ReportJson {
  private final SwarmReport report;

  ReportJson(SwarmReport report) {
    this.report = report;
  }

  String text() {
    JsonObject json = new JsonObject();
    json.addProperty("load", report.load());
    json.add("connections", connections());
    json.add("handshake", percentiles(report.handshake()));
    json.add("submits", submits(report.submits()));
    json.add("measured", measured());
    JsonArray waves = new JsonArray();
    for (JobWave wave : report.waves()) {
      JsonObject one = new JsonObject();
      one.addProperty("jobId", wave.jobId());
      one.add("delays", percentiles(wave.delays()));
      waves.add(one);
    }
    json.add("waves", waves);
    json.add("generator", generator());
    report.server().ifPresent(usage -> json.add("server", server(usage)));
    report.mischief().ifPresent(counts -> json.add("mischief", mischief(counts)));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  private JsonObject connections() {
    ConnectionCounts counts = report.connections();
    JsonObject json = new JsonObject();
    json.addProperty("miners", counts.miners());
    json.addProperty("ready", counts.ready());
    json.addProperty("begun", counts.begun());
    json.addProperty("failed", counts.failed());
    json.addProperty("lost", counts.lost());
    JsonArray gathering = new JsonArray();
    counts.gatheringNanos().forEach(gathering::add);
    json.add("gatheringNanos", gathering);
    if (!counts.firstProblem().isEmpty()) {
      json.addProperty("firstProblem", counts.firstProblem());
    }
    return json;
  }

  private static JsonObject mischief(MischiefCounts counts) {
    JsonObject json = new JsonObject();
    json.addProperty("miners", counts.miners());
    json.addProperty("connections", counts.connections());
    json.add("submits", submits(counts.submits()));
    return json;
  }

  private static JsonObject submits(SubmitCounts counts) {
    JsonObject json = new JsonObject();
    json.addProperty("sent", counts.sent());
    json.addProperty("accepted", counts.accepted());
    json.addProperty("refused", counts.refused());
    json.addProperty("unanswered", counts.unanswered());
    JsonObject errors = new JsonObject();
    counts.errors().forEach(errors::addProperty);
    json.add("errors", errors);
    json.addProperty("unexpected", counts.unexpected());
    json.addProperty("garbled", counts.garbled());
    return json;
  }

  private JsonObject measured() {
    Measured measured = report.measured();
    JsonObject json = new JsonObject();
    json.addProperty("nanos", measured.nanos());
    json.addProperty("answers", measured.answers());
    json.addProperty("accepted", measured.accepted());
    json.addProperty("answersPerSecond", measured.answersPerSecond());
    json.addProperty("notifies", measured.notifies());
    json.addProperty("cycles", measured.cycles());
    json.add("latency", percentiles(measured.latency()));
    json.add("lateness", percentiles(measured.lateness()));
    return json;
  }

  private JsonObject generator() {
    GeneratorUsage usage = report.generator();
    JsonObject json = new JsonObject();
    json.addProperty("cpuNanos", usage.cpuNanos());
    json.addProperty("threadCpuNanos", usage.threadCpuNanos());
    json.addProperty("threadShare", usage.threadShare());
    json.addProperty("spinning", usage.spinning());
    json.addProperty("saturated", usage.isSaturated());
    return json;
  }

  private JsonObject server(ServerUsage usage) {
    JsonObject json = new JsonObject();
    json.addProperty("gatheringCpuNanos", usage.gatheringCpuNanos());
    json.addProperty("cpuNanos", usage.cpuNanos());
    json.addProperty("rssBytesBefore", usage.rssBytesBefore());
    json.addProperty("rssBytesReady", usage.rssBytesReady());
    json.addProperty("rssBytesAfter", usage.rssBytesAfter());
    add(json, "cpuShare", report.serverCpuShare());
    add(json, "microsPerHandshake", report.serverMicrosPerHandshake());
    add(json, "microsPerSubmit", report.serverMicrosPerSubmit());
    add(json, "submitsPerCpuSecond", report.submitsPerServerSecond());
    add(json, "microsPerNotify", report.serverMicrosPerNotify());
    add(json, "microsPerCycle", report.serverMicrosPerCycle());
    return json;
  }

  private static void add(JsonObject json, String name, OptionalDouble value) {
    value.ifPresent(known -> json.addProperty(name, known));
  }

  private static JsonObject percentiles(Percentiles percentiles) {
    JsonObject json = new JsonObject();
    json.addProperty("count", percentiles.count());
    json.addProperty("min", percentiles.min());
    json.addProperty("mean", percentiles.mean());
    json.addProperty("p50", percentiles.p50());
    json.addProperty("p90", percentiles.p90());
    json.addProperty("p99", percentiles.p99());
    json.addProperty("p999", percentiles.p999());
    json.addProperty("max", percentiles.max());
    return json;
  }
}
