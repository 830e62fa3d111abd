package io.stratumj.testkit.accounting;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.mining.HeaderTemplate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A job as it stood on the wire, with what was in force when it came. Immutable.
 *
 * @param template what the notify says about the header
 * @param version the block version
 * @param extranonce1 hex
 * @param mask which version bits the miner may roll
 * @param difficulty what shares were asked for
 */
record WitnessedJob(
    HeaderTemplate template, int version, String extranonce1, int mask, BigDecimal difficulty) {
  private static final int MINER_FIELDS = 5;

  /** The params of a notify. */
  static WitnessedJob of(JsonArray notify, String extranonce1, int mask, BigDecimal difficulty) {
    List<String> branches = new ArrayList<>();
    for (JsonElement branch : notify.get(4).getAsJsonArray()) {
      branches.add(branch.getAsString());
    }
    String version = notify.get(5).getAsString();
    HeaderTemplate template =
        new HeaderTemplate(
            notify.get(1).getAsString(),
            notify.get(2).getAsString(),
            notify.get(3).getAsString(),
            branches,
            version,
            notify.get(6).getAsString());
    return new WitnessedJob(template, number(version), extranonce1, mask, difficulty);
  }

  /**
   * The header that a submit with these params claims, with this extranonce1.
   *
   * @throws IllegalArgumentException if a field is no hex
   */
  Bytes header(JsonArray submit, String withExtranonce1) {
    int bits = submit.size() > MINER_FIELDS ? number(submit.get(5).getAsString()) : 0;
    return template.header(
        withExtranonce1,
        submit.get(2).getAsString(),
        (version & ~mask) | (bits & mask),
        number(submit.get(3).getAsString()),
        number(submit.get(4).getAsString()));
  }

  static int number(String hex) {
    boolean prefixed = hex.startsWith("0x") || hex.startsWith("0X");
    return Integer.parseUnsignedInt(prefixed ? hex.substring(2) : hex, 16);
  }
}
