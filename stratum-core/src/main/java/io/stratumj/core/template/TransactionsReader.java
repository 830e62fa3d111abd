package io.stratumj.core.template;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TXID = "txid".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HASH = "hash".getBytes(StandardCharsets.US_ASCII);

  private final TemplateText json;
  private final List<Entry> entries = new ArrayList<>();

  /** What is known of the transaction that is read. */
  private Optional<Bytes> data = Optional.empty();

  private Optional<Hash256> txid = Optional.empty();
  private Optional<Hash256> hash = Optional.empty();

  /** A transaction whose txid may still have to be told from the rules. */
  private record Entry(Bytes data, Optional<Hash256> txid, Optional<Hash256> hash) {}

  private TransactionsReader(TemplateText json) {
    this.json = json;
  }

  static TransactionsReader read(TemplateText json) {
    if (json.peek() != '[') {
      throw new MalformedTemplateException("transactions", "is no array");
    }
    TransactionsReader reader = new TransactionsReader(json);
    json.array(reader::readTransaction);
    return reader;
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

  private void readTransaction() {
    if (entries.size() == TRANSACTIONS_MAX) {
      throw new MalformedTemplateException("transactions", "are more than " + TRANSACTIONS_MAX);
    }
    if (json.peek() != '{') {
      throw new MalformedTemplateException("transactions[" + entries.size() + "]", "is no object");
    }
    data = Optional.empty();
    txid = Optional.empty();
    hash = Optional.empty();
    json.object(this::readMember);
    Bytes bytes = data.orElseThrow(() -> TemplateFields.missing(path("data")));
    if (bytes.size() < TRANSACTION_BYTES_MIN) {
      throw new MalformedTemplateException(path("data"), "is too short for a transaction");
    }
    entries.add(new Entry(bytes, txid, hash));
  }

  private void readMember() {
    if (json.isNamed(DATA)) {
      requireString("data", data);
      data = json.hex();
      require(data, "data", "is not hex");
    } else if (json.isNamed(TXID)) {
      requireString("txid", txid);
      txid = json.hash();
      require(txid, "txid", "is no hash of 64 hex digits");
    } else if (json.isNamed(HASH)) {
      requireString("hash", hash);
      hash = json.hash();
      require(hash, "hash", "is no hash of 64 hex digits");
    } else {
      json.skip();
    }
  }

  private void requireString(String name, Optional<?> former) {
    if (former.isPresent()) {
      throw new MalformedTemplateException(path(name), "is there twice");
    }
    if (json.peek() != '"') {
      throw new MalformedTemplateException(path(name), "is no string");
    }
  }

  private void require(Optional<?> read, String name, String problem) {
    if (read.isEmpty()) {
      throw new MalformedTemplateException(path(name), problem);
    }
  }

  private String path(String name) {
    return "transactions[" + entries.size() + "]." + name;
  }
}
