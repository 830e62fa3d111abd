package io.stratumj.core.template;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the transactions of a template one by one as they come, since they are nearly all of its
 * text: no tree is ever made of them. Confined to one read.
 */
final class TransactionsReader {
  /**
   * Three times what fits: a block has four million weight units at most, and no transaction has
   * fewer than 240. More is a node gone wrong, and would cost miners seconds at every tip.
   */
  private static final int TRANSACTIONS_MAX = 50_000;

  /** Version, no inputs or outputs, lock time: nothing shorter is a transaction. */
  private static final int TRANSACTION_BYTES_MIN = 10;

  private final List<Entry> entries = new ArrayList<>();

  /** A transaction whose txid may still have to be told from the rules. */
  private record Entry(Bytes data, Optional<Hash256> txid, Optional<Hash256> hash) {}

  void read(JsonReader reader) throws IOException {
    TemplateReader.require(reader, JsonToken.BEGIN_ARRAY, "transactions", "is no array");
    reader.beginArray();
    while (reader.hasNext()) {
      if (entries.size() == TRANSACTIONS_MAX) {
        throw new MalformedTemplateException("transactions", "are more than " + TRANSACTIONS_MAX);
      }
      entries.add(readTransaction(reader, "transactions[" + entries.size() + "]"));
    }
    reader.endArray();
  }

  /**
   * The transactions, now that it is known whether segwit is active. Before BIP145 the field {@code
   * hash} was the txid. It still is where there is no witness; with segwit active only {@code txid}
   * will do.
   */
  List<TemplateTransaction> resolve(boolean segwit) {
    List<TemplateTransaction> transactions = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Optional<Hash256> txid = segwit ? entry.txid() : entry.txid().or(entry::hash);
      int index = transactions.size();
      Hash256 id =
          txid.orElseThrow(() -> TemplateFields.missing("transactions[" + index + "].txid"));
      transactions.add(new TemplateTransaction(entry.data(), id, entry.hash().orElse(id)));
    }
    return transactions;
  }

  private static Entry readTransaction(JsonReader reader, String path) throws IOException {
    TemplateReader.require(reader, JsonToken.BEGIN_OBJECT, path, "is no object");
    Optional<Bytes> data = Optional.empty();
    Optional<Hash256> txid = Optional.empty();
    Optional<Hash256> hash = Optional.empty();
    Set<String> names = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = TemplateReader.nextName(reader, names, path + ".");
      String field = path + "." + name;
      switch (name) {
        case "data" -> data = Optional.of(TemplateFields.hexOf(field, nextText(reader, field)));
        case "txid" -> txid = Optional.of(TemplateFields.hashOf(field, nextText(reader, field)));
        case "hash" -> hash = Optional.of(TemplateFields.hashOf(field, nextText(reader, field)));
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    Bytes bytes = data.orElseThrow(() -> TemplateFields.missing(path + ".data"));
    if (bytes.size() < TRANSACTION_BYTES_MIN) {
      throw new MalformedTemplateException(path + ".data", "is too short for a transaction");
    }
    return new Entry(bytes, txid, hash);
  }

  private static String nextText(JsonReader reader, String field) throws IOException {
    TemplateReader.require(reader, JsonToken.STRING, field, "is no string");
    return reader.nextString();
  }
}
