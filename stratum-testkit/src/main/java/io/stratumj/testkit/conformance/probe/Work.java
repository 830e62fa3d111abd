package io.stratumj.testkit.conformance.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.stratumj.testkit.mining.HeaderTemplate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A job as it came. Immutable.
 *
 * @param jobId the id
 * @param header what goes into the header
 * @param nTime the time, as unsigned 32 bits
 * @param clean whether older jobs are to be dropped
 * @param difficulty the last difficulty that was announced before it
 */
public record Work(
    String jobId, HeaderTemplate header, int nTime, boolean clean, BigDecimal difficulty) {
  private static final String HASH = "[0-9a-fA-F]{64}";
  private static final String WORD = "[0-9a-fA-F]{8}";

  /**
   * Reads a notify.
   *
   * @throws Mismatch if it is not nine parameters of the right types and lengths
   */
  static Work of(Message notify, BigDecimal difficulty) {
    JsonArray params = notify.params();
    Mismatch.unless(params.size() >= 9, "a notify with 9 parameters", notify.line());
    try {
      List<String> branches = new ArrayList<>();
      for (JsonElement branch : params.get(4).getAsJsonArray()) {
        branches.add(hex(branch, HASH));
      }
      HeaderTemplate header =
          new HeaderTemplate(
              hex(params.get(1), HASH),
              hex(params.get(2), "([0-9a-fA-F]{2})*"),
              hex(params.get(3), "([0-9a-fA-F]{2})*"),
              branches,
              hex(params.get(5), WORD),
              hex(params.get(6), WORD));
      return new Work(
          params.get(0).getAsString(),
          header,
          Integer.parseUnsignedInt(hex(params.get(7), WORD), 16),
          params.get(8).getAsBoolean(),
          difficulty);
    } catch (IllegalStateException | IllegalArgumentException wrong) {
      throw new Mismatch(
          List.of("[id, prevhash, coinbase1, coinbase2, [branch…], version, nbits, ntime, clean]"),
          notify.line() + " (" + wrong.getMessage() + ")");
    }
  }

  private static String hex(JsonElement element, String pattern) {
    String text = element.getAsString();
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException("not hex of the right length: " + element);
    }
    return text;
  }
}
