package io.stratumj.testkit.chain;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.chain.TransactionMaker.SimulatedTransaction;
import java.util.List;

/** Writes a template as Bitcoin Core answers {@code getblocktemplate}. */
final class TemplateWriter {
  private TemplateWriter() {}

  /**
   * The result object.
   *
   * @param context what the block must be like
   * @param parent the block it builds on
   * @param curTime what time it is, in seconds since 1970
   * @param transactions what it shall hold
   * @param changes makes the long poll id another one when the mempool is
   */
  static String write(
      BlockContext context,
      Hash256 parent,
      long curTime,
      List<SimulatedTransaction> transactions,
      long changes) {
    JsonObject template = new JsonObject();
    template.add("capabilities", array("proposal"));
    template.addProperty("version", 0x20000000);
    template.add("rules", context.segwit() ? array("csv", "!segwit", "taproot") : array("csv"));
    template.add("vbavailable", new JsonObject());
    template.addProperty("vbrequired", 0);
    template.addProperty("previousblockhash", parent.toDisplayHex());
    template.add("transactions", transactions(transactions));
    template.add("coinbaseaux", new JsonObject());
    template.addProperty("coinbasevalue", context.subsidy() + fees(transactions));
    template.addProperty("longpollid", parent.toDisplayHex() + changes);
    template.addProperty("target", Target.ofCompact(context.nBits()).toHex());
    template.addProperty("mintime", context.minTime());
    template.add("mutable", array("time", "transactions", "prevblock"));
    template.addProperty("noncerange", "00000000ffffffff");
    template.addProperty("sigoplimit", 80_000);
    template.addProperty("sizelimit", 4_000_000);
    template.addProperty("weightlimit", 4_000_000);
    template.addProperty("curtime", curTime);
    template.addProperty("bits", String.format("%08x", context.nBits()));
    template.addProperty("height", context.height());
    if (context.segwit()) {
      template.addProperty("default_witness_commitment", commitment(transactions));
    }
    return template.toString();
  }

  private static JsonArray transactions(List<SimulatedTransaction> transactions) {
    JsonArray array = new JsonArray();
    for (SimulatedTransaction transaction : transactions) {
      JsonObject object = new JsonObject();
      object.addProperty("data", transaction.data().toHex());
      object.addProperty("txid", transaction.txid().toDisplayHex());
      object.addProperty("hash", transaction.wtxid().toDisplayHex());
      object.add("depends", new JsonArray());
      object.addProperty("fee", transaction.fee());
      object.addProperty("sigops", 1);
      object.addProperty("weight", transaction.weight());
      array.add(object);
    }
    return array;
  }

  private static long fees(List<SimulatedTransaction> transactions) {
    return transactions.stream().mapToLong(SimulatedTransaction::fee).sum();
  }

  private static String commitment(List<SimulatedTransaction> transactions) {
    List<Hash256> wtxids = transactions.stream().map(SimulatedTransaction::wtxid).toList();
    Bytes reserved = ChainHash.ZERO.toInternal();
    return "6a24aa21a9ed" + ChainHash.witnessCommitment(wtxids, reserved).toInternal().toHex();
  }

  private static JsonArray array(String... texts) {
    JsonArray array = new JsonArray();
    for (String text : texts) {
      array.add(text);
    }
    return array;
  }
}
