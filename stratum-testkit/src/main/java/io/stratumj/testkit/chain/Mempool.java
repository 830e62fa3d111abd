package io.stratumj.testkit.chain;

import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.chain.TransactionMaker.SimulatedTransaction;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The transactions a simulated chain knows: those waiting, and those in blocks that may still be
 * reorganized away. Confined to its chain's lock.
 */
final class Mempool {
  private final TransactionMaker maker;
  private final int templateSize;
  private final Map<Hash256, SimulatedTransaction> known = new HashMap<>();
  private final Map<Hash256, SimulatedTransaction> waiting = new LinkedHashMap<>();
  private long changes;

  Mempool(ChainOptions options) {
    maker = new TransactionMaker(options.seed(), options.segwit());
    templateSize = options.transactions();
  }

  /** New transactions arrive. */
  void receive(int count) {
    for (int i = 0; i < count; i++) {
      SimulatedTransaction transaction = maker.next();
      known.put(transaction.txid(), transaction);
      waiting.put(transaction.txid(), transaction);
    }
    changes++;
  }

  /**
   * What a template has: the best paying first, the earlier where they pay the same. If there are
   * too few, as many as are missing arrive now.
   */
  List<SimulatedTransaction> best() {
    if (waiting.size() < templateSize) {
      receive(templateSize - waiting.size());
    }
    return waiting.values().stream()
        .sorted(Comparator.comparingLong(SimulatedTransaction::feeRate).reversed())
        .limit(templateSize)
        .toList();
  }

  /** What a known transaction pays. */
  OptionalLong fee(Hash256 txid) {
    SimulatedTransaction transaction = known.get(txid);
    return transaction == null ? OptionalLong.empty() : OptionalLong.of(transaction.fee());
  }

  /** A block took these. */
  void confirm(Collection<Hash256> txids) {
    txids.forEach(waiting::remove);
    changes++;
  }

  /** A block with these is no longer in the best chain. */
  void restore(Collection<Hash256> txids) {
    for (Hash256 txid : txids) {
      SimulatedTransaction transaction = known.get(txid);
      if (transaction != null) {
        waiting.put(txid, transaction);
      }
    }
    changes++;
  }

  /** A block with these is too deep to come back. */
  void forget(Collection<Hash256> txids) {
    txids.stream().filter(txid -> !waiting.containsKey(txid)).forEach(known::remove);
  }

  /** Counts what has happened, so that two states have two numbers. */
  long changes() {
    return changes;
  }
}
