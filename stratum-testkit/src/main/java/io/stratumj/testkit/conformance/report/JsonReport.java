package io.stratumj.testkit.conformance.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * A conformance report for programs: an object with {@code pool}, {@code conformant}, {@code
 * strict}, {@code seconds} and {@code cases}. Stateless.
 */
public final class JsonReport {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private JsonReport() {}

  /** The report as JSON text. */
  public static String of(ConformanceReport report, boolean strict) {
    JsonObject root = new JsonObject();
    root.addProperty("pool", report.pool());
    root.addProperty("conformant", report.isConformant(strict));
    root.addProperty("strict", strict);
    root.addProperty("seconds", report.took().toMillis() / 1e3);
    JsonArray cases = new JsonArray();
    report.results().forEach(result -> cases.add(caseOf(result)));
    root.add("cases", cases);
    return GSON.toJson(root) + "\n";
  }

  private static JsonObject caseOf(CaseResult result) {
    Requirement about = result.requirement();
    JsonObject one = new JsonObject();
    one.addProperty("slug", about.slug());
    one.addProperty("level", about.level().name());
    one.addProperty("requirement", about.sentence());
    one.addProperty("source", about.source());
    one.addProperty("accepts", about.accepts());
    one.addProperty("verdict", result.verdict().name());
    one.addProperty("seconds", result.took().toMillis() / 1e3);
    switch (result.verdict()) {
      case PASSED -> {}
      case SKIPPED -> one.addProperty("reason", result.reason());
      case FAILED -> {
        JsonArray expected = new JsonArray();
        result.expected().forEach(expected::add);
        one.add("expected", expected);
        one.addProperty("actual", result.actual());
        one.addProperty("transcript", result.transcript());
      }
    }
    return one;
  }
}
