package io.stratumj.testkit.assertions;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.testkit.RecordingSink;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a pool should have recorded. */
public final class ShareSinkAssert {
  private final RecordingSink sink;

  ShareSinkAssert(RecordingSink sink) {
    this.sink = sink;
  }

  /** It was offered exactly so many shares; waits up to 5 s for them. */
  public ShareSinkAssert hasShares(int count) {
    List<AcceptedShare> shares = count == 0 ? sink.shares() : sink.awaitShares(count);
    StratumAssertions.check(shares.size() == count, count + " shares", shares);
    return this;
  }

  /** No share was offered twice. */
  public ShareSinkAssert hasNoShareTwice() {
    List<AcceptedShare> shares = sink.shares();
    long different = shares.stream().map(AcceptedShare::id).distinct().count();
    StratumAssertions.check(different == shares.size(), "each share once", shares);
    return this;
  }

  /** This worker is credited with so much in all, shares that were offered again counted once. */
  public ShareSinkAssert credits(String worker, double difficulty) {
    BigDecimal sum =
        sink.shares().stream()
            .filter(share -> share.worker().value().equals(worker))
            .collect(Collectors.toMap(AcceptedShare::id, s -> s, (a, b) -> a))
            .values()
            .stream()
            .map(share -> share.difficulty().toBigDecimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    StratumAssertions.check(
        sum.compareTo(BigDecimal.valueOf(difficulty)) == 0,
        difficulty + " credited to " + worker,
        sum + " in " + sink.shares());
    return this;
  }
}
