package io.stratumj.testkit.accounting;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Target;
import io.stratumj.testkit.accounting.Discrepancy.Kind;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All that was told and recorded of one share. <em>Confined to one thread.</em> */
final class ShareStory {
  final Hash256 id;
  final List<ToldShare> told = new ArrayList<>();
  final List<LedgerEntry> rows = new ArrayList<>();

  private final boolean lateRecords;

  /**
   * Nothing yet.
   *
   * @param lateRecords whether a share that was "not recorded" may be recorded
   */
  ShareStory(Hash256 id, boolean lateRecords) {
    this.id = id;
    this.lateRecords = lateRecords;
  }

  boolean has(Answer answer) {
    return told.stream().anyMatch(share -> share.answer() == answer);
  }

  /** Adds whatever is wrong. */
  void judge(boolean complete, Target difficultyOne, List<Discrepancy> found) {
    if (told.isEmpty()) {
      if (complete) {
        found.add(new Discrepancy(Kind.RECORDED_NEVER_SENT, Optional.empty(), rows.toString()));
      }
      return;
    }
    judgePresence(found);
    judgeTargets(difficultyOne, found);
    for (ToldShare share : told) {
      if (share.answer() == Answer.DUPLICATE && !isDuplicate(share)) {
        found.add(wrong(Kind.DUPLICATE_OF_NOTHING, share, ""));
      }
    }
    rows.forEach(row -> judgeCredit(row, found));
  }

  private void judgePresence(List<Discrepancy> found) {
    List<ToldShare> accepted = with(share -> share.answer() == Answer.ACCEPTED);
    if (accepted.size() > 1) {
      found.add(wrong(Kind.ACCEPTED_TWICE, accepted.get(1), ""));
    }
    if (!accepted.isEmpty() && rows.isEmpty()) {
      found.add(wrong(Kind.ACCEPTED_NOT_RECORDED, accepted.get(0), ""));
    }
    if (rows.size() > 1) {
      found.add(wrong(Kind.RECORDED_TWICE, told.get(0), ""));
    }
    if (!rows.isEmpty() && told.stream().noneMatch(this::mayBeRecorded)) {
      found.add(wrong(Kind.REFUSED_BUT_RECORDED, told.get(0), ""));
    }
  }

  private void judgeTargets(Target difficultyOne, List<Discrepancy> found) {
    BigInteger hash = NonceSearch.hashNumber(id.toInternal());
    for (ToldShare share : told) {
      TreeSet<BigDecimal> asked = new TreeSet<>(share.creditable());
      if (share.answer() == Answer.ACCEPTED && !meets(hash, asked.first(), difficultyOne)) {
        found.add(wrong(Kind.ACCEPTED_BELOW_TARGET, share, " at difficulty " + asked.first()));
      } else if (share.answer() == Answer.LOW_DIFFICULTY
          && meets(hash, asked.last(), difficultyOne)) {
        found.add(wrong(Kind.REFUSED_THOUGH_GOOD, share, " at difficulty " + asked.last()));
      }
    }
  }

  private void judgeCredit(LedgerEntry row, List<Discrepancy> found) {
    List<ToldShare> able = with(this::mayBeRecorded);
    boolean right =
        able.stream()
            .flatMap(share -> share.creditable().stream())
            .anyMatch(asked -> asked.compareTo(row.difficulty()) == 0);
    if (!able.isEmpty() && !right) {
      BigDecimal most =
          able.stream()
              .flatMap(share -> share.creditable().stream())
              .max(BigDecimal::compareTo)
              .orElseThrow();
      boolean tooMuch = row.difficulty().compareTo(most) > 0;
      found.add(
          wrong(
              tooMuch ? Kind.CREDITED_TOO_MUCH : Kind.CREDITED_TOO_LITTLE,
              able.get(0),
              " with " + row.difficulty() + " instead of " + able.get(0).creditable()));
    }
    if (told.stream().noneMatch(share -> account(share.worker()).equals(account(row.worker())))) {
      found.add(wrong(Kind.CREDITED_TO_ANOTHER, told.get(0), " to " + row.worker()));
    }
  }

  /** Whether this share had another that counts, or one that was being recorded when it came. */
  private boolean isDuplicate(ToldShare duplicate) {
    return told.stream()
        .anyMatch(
            other ->
                switch (other.answer()) {
                  case ACCEPTED -> true;
                  case NOTHING -> !rows.isEmpty();
                  case NOT_RECORDED -> wasPending(other, duplicate);
                  case DUPLICATE, LOW_DIFFICULTY, STALE, REFUSED -> false;
                });
  }

  private boolean mayBeRecorded(ToldShare share) {
    return share.answer().allowsRecord() || (lateRecords && share.answer() == Answer.NOT_RECORDED);
  }

  private static boolean wasPending(ToldShare first, ToldShare second) {
    boolean unordered = first.sent() == ToldShare.UNORDERED || second.sent() == ToldShare.UNORDERED;
    return unordered
        || (first.connection().equals(second.connection())
            && first.sent() < second.sent()
            && second.sent() < first.answered());
  }

  private List<ToldShare> with(Predicate<ToldShare> fact) {
    return told.stream().filter(fact).toList();
  }

  private static boolean meets(BigInteger hash, BigDecimal difficulty, Target difficultyOne) {
    BigInteger target = NonceSearch.target(difficulty, difficultyOne.toBigInteger());
    return hash.compareTo(target) <= 0;
  }

  /** What stands before the first dot: some firmwares drop the rest. */
  private static String account(String worker) {
    int dot = worker.strip().indexOf('.');
    return dot < 0 ? worker.strip() : worker.strip().substring(0, dot);
  }

  private Discrepancy wrong(Kind kind, ToldShare share, String more) {
    List<Answer> answers = told.stream().map(ToldShare::answer).toList();
    return new Discrepancy(
        kind,
        Optional.of(share.connection()),
        "share " + id + more + ", told " + answers + ", rows " + rows + ", sent " + share.submit());
  }
}
