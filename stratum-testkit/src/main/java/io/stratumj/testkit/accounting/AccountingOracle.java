package io.stratumj.testkit.accounting;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.accounting.Discrepancy.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compares what miners were told with what was recorded, share by share. A share may be sent any
 * number of times; all that was said of it counts together:
 *
 * <ul>
 *   <li>Told true once: it is in the store exactly once, credited to its worker with what was asked
 *       for. Never told true twice.
 *   <li>Told nothing, because the connection ended: it may be in the store, once, at most with what
 *       was asked for. It may be sent again, and counts then.
 *   <li>Told "Share not recorded" ({@link Answer#NOT_RECORDED}): it is not in the store, but may be
 *       sent again, and counts then. Whose sink cannot withdraw shares asks for less: {@link
 *       #allowingLateRecords}.
 *   <li>Told "duplicate": another answer accounts for it.
 *   <li>Told anything else, and nothing better: it is not in the store.
 *   <li>In the store: somebody sent it.
 * </ul>
 *
 * <pre>{@code
 * AccountingOracle oracle = AccountingOracle.ofEverything();
 * oracle.witness("miner 1", miner.transcript());
 * rows.forEach(oracle::recorded);
 * oracle.verify();
 * }</pre>
 *
 * <p>Feed it in any order, when the run is over. <em>Confined to one thread.</em>
 */
public final class AccountingOracle {
  private static final int TOLD_MAX = 20;

  private final boolean complete;
  private final boolean lateRecords;
  private final Target difficultyOne;
  private final Map<Hash256, ShareStory> stories = new LinkedHashMap<>();
  private final List<ToldShare> withoutWork = new ArrayList<>();
  private final List<Hash256> offered = new ArrayList<>();
  private final Map<String, Supplier<String>> transcripts = new HashMap<>();

  private AccountingOracle(boolean complete, boolean lateRecords, Target difficultyOne) {
    this.complete = complete;
    this.lateRecords = lateRecords;
    this.difficultyOne = difficultyOne;
  }

  /** For a run of which every miner's story will be told. */
  public static AccountingOracle ofEverything() {
    return new AccountingOracle(true, false, Target.DIFFICULTY_ONE);
  }

  /** For a run of which some miners' stories will be told: the store may hold shares of others. */
  public static AccountingOracle ofSome() {
    return new AccountingOracle(false, false, Target.DIFFICULTY_ONE);
  }

  /** The same kind of oracle, empty, for an algorithm whose difficulty 1 has another target. */
  public AccountingOracle withDifficultyOne(Target target) {
    return new AccountingOracle(complete, lateRecords, target);
  }

  /**
   * The same kind of oracle, empty, for a sink that cannot withdraw: a share told "Share not
   * recorded" may be in the store all the same.
   */
  public AccountingOracle allowingLateRecords() {
    return new AccountingOracle(complete, true, difficultyOne);
  }

  /** A miner was told this of a share. */
  public void told(ToldShare share) {
    if (share.id().isPresent()) {
      story(share.id().get()).told.add(share);
    } else {
      withoutWork.add(share);
    }
  }

  /** Miners were told this. */
  public void told(Collection<ToldShare> shares) {
    shares.forEach(this::told);
  }

  /** Everything a connection's witness has seen. */
  public void witness(ShareWitness witness) {
    told(witness.told());
    transcripts.put(witness.connection(), witness::toString);
  }

  /**
   * Everything that went over a connection on which every submit was said in one piece.
   *
   * @throws IllegalArgumentException if the transcript has dropped its beginning
   */
  public void witness(String connection, Transcript transcript) {
    witness(ShareWitness.of(connection, transcript));
    transcripts.put(connection, transcript::toString);
  }

  /** The store holds this row. */
  public void recorded(LedgerEntry entry) {
    story(entry.id()).rows.add(entry);
  }

  /** The store holds these rows. */
  public void recorded(Collection<LedgerEntry> entries) {
    entries.forEach(this::recorded);
  }

  /** What the ledger holds, and in which order it was offered. */
  public void recorded(MemoryLedger ledger) {
    recorded(ledger.rows());
    offered(ledger.offered());
  }

  /**
   * The order in which shares were offered to the sink, if it is known: it has to be the order in
   * which each session sent them. A share that was offered again stands here again.
   */
  public void offered(List<LedgerEntry> entries) {
    entries.forEach(entry -> offered.add(entry.id()));
  }

  /** How many submits the miners have told of. */
  public int toldCount() {
    return withoutWork.size()
        + stories.values().stream().mapToInt(story -> story.told.size()).sum();
  }

  /** How many shares the miners were told true of. */
  public long acceptedCount() {
    return stories.values().stream().filter(story -> story.has(Answer.ACCEPTED)).count();
  }

  /** Every share whose stories differ. */
  public List<Discrepancy> discrepancies() {
    List<Discrepancy> found = new ArrayList<>();
    for (ToldShare share : withoutWork) {
      if (share.answer() == Answer.ACCEPTED) {
        found.add(
            new Discrepancy(
                Kind.ACCEPTED_WITHOUT_WORK, Optional.of(share.connection()), share.submit()));
      }
    }
    stories.values().forEach(story -> story.judge(complete, difficultyOne, found));
    OfferOrder.judge(offered, stories, found);
    return found;
  }

  /**
   * Passes if every share's stories agree.
   *
   * @throws AssertionError naming each share, with the transcript of the connection of the first
   */
  public void verify() {
    List<Discrepancy> found = discrepancies();
    if (found.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("the books are wrong in " + found.size() + " places:");
    found.stream().limit(TOLD_MAX).forEach(each -> text.append("\n  ").append(each));
    found.stream()
        .flatMap(each -> each.connection().stream())
        .findFirst()
        .ifPresent(
            name ->
                text.append("\n")
                    .append(name)
                    .append(":\n")
                    .append(transcripts.getOrDefault(name, () -> "(no transcript)").get()));
    throw new AssertionError(text.toString());
  }

  private ShareStory story(Hash256 id) {
    return stories.computeIfAbsent(id, key -> new ShareStory(key, lateRecords));
  }
}
