package io.stratumj.testkit.simulation.checks;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.testkit.accounting.Answer;
import io.stratumj.testkit.accounting.ShareWitness;
import io.stratumj.testkit.accounting.ToldShare;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every share whose hash meets the network target reaches the block sink, whatever else the pool
 * thinks of it; once, and again only while nobody can tell what became of it; and the block is one
 * that a node takes (SPEC S2, S8).
 */
public final class BlocksArrive extends Check {
  private static final Set<String> LAWFUL_REFUSALS = Set.of("bad-prevblk", "duplicate-invalid");

  private final Map<Connection, ShareWitness> witnesses;
  private final Target network;
  private final Map<Hash256, Boolean> settled = new HashMap<>();

  /**
   * A check for a network that never retargets.
   *
   * @param witnesses of all connections, complete when the run is over
   */
  public BlocksArrive(Map<Connection, ShareWitness> witnesses, Target network) {
    this.witnesses = witnesses;
    this.network = network;
  }

  @Override
  public void submitted(BlockCandidate candidate, Optional<BlockVerdict> verdict) {
    if (settled.getOrDefault(candidate.blockHash(), false)) {
      report("block " + candidate.blockHash() + " is submitted after its verdict");
    }
    settled.put(candidate.blockHash(), verdict.map(BlockVerdict::isFinal).orElse(false));
    if (verdict.orElse(new BlockVerdict.Accepted()) instanceof BlockVerdict.Rejected rejected
        && !LAWFUL_REFUSALS.contains(rejected.reason())
        && !(candidate.timeOutOfRange() && rejected.reason().startsWith("time-too-"))) {
      report("block " + candidate.blockHash() + " is refused: " + rejected.reason());
    }
  }

  @Override
  public void over() {
    Set<Hash256> known = new HashSet<>();
    witnesses.forEach((connection, witness) -> judge(connection, witness.told(), known));
    for (Map.Entry<Hash256, Boolean> block : settled.entrySet()) {
      if (!known.contains(block.getKey())) {
        report("block " + block.getKey() + " was found by nobody");
      }
      if (!block.getValue()) {
        report("block " + block.getKey() + " never got a verdict");
      }
    }
  }

  private void judge(Connection connection, List<ToldShare> told, Set<Hash256> known) {
    for (ToldShare share : told) {
      if (share.id().isEmpty() || !network.isMetBy(share.id().get())) {
        continue;
      }
      known.add(share.id().get());
      boolean judged = share.answer() != Answer.REFUSED && share.answer() != Answer.NOTHING;
      if (judged && !settled.containsKey(share.id().get())) {
        report(connection, "block " + share.id().get() + " never reached the sink: " + share);
      }
    }
  }
}
