package io.stratumj.core.vardiff;

import io.stratumj.core.vardiff.VardiffStudy.Steady;
import java.util.List;
import java.util.Locale;

/** Renders what {@link VardiffStudy} finds as the published markdown. */
final class StudyTable {
  private static final String HEAD =
      """
      | configuration | shares a minute | start 1000 x too low: recovered, shares in 5 min \
      | start 100 x too high | hashrate / 100 | x 10 | x 3 | / 3 | changes an hour | within 2 x \
      | 10 min count, CV |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  /** The best of each column, among rules simulated at once and with other targets. */
  private static final String BEST_OF_OTHERS =
      """
      | *best of seven others* | | < 1 s (ckpool, para, datum); 158 (para) | 180 / 180 s \
      (public-pool) | 253 / 386 s (miningcore) | 50 s (ckpool) | 30 s (btcpool) | 109 s (ckpool) \
      | 0.00 (datum) | 100 % (ckpool, para, datum, btcpool) | 0.087 (para, at 18/min) |
      """;

  private final StringBuilder text = new StringBuilder();

  static String of(List<VardiffStudy> asDelivered, VardiffStudy ideal) {
    StudyTable table = new StudyTable();
    table.text.append(
        """
        # How fast and how steady: Vardiff in virtual time

        Written by `VardiffStudyTest`, which fails when the numbers differ from these. Shares are a
        Poisson process; %d seeds for each entry; times are median / 95th percentile, in seconds,
        until the difficulty is within a factor of 2 of the right one.

        ## As a session delivers it

        A change goes out with the next job, or with one made for it two to three seconds later; one
        that stops a flood, to four times the difficulty or more, goes out at once with a job made for
        it. The miner mines on at the old difficulty for half a second more. Shares in flight are
        counted: 1000 x too low at 10 shares a minute, some 83 of them come in that half second.

        """
            .formatted(VardiffStudy.SEEDS));
    table.text.append(HEAD);
    asDelivered.forEach(table::row);
    table.text.append(
        """

        ## Beside other servers

        The rules of ckpool, para, NOMP, miningcore, public-pool, datum and btcpool were re-written
        from their sources and simulated with every change in force at once, at their own targets (4
        to 18 shares a minute, 60 seeds). So is ours in this table. The last row takes the best of each
        column, and no server is best in many: the quick ones change a steady miner's difficulty 3 to
        25 times an hour. Ours is quicker out of every gross error, and with the smaller flood: as a
        session delivers it, at 10 shares a minute and with the half second above, the median flood is
        still smaller than the smallest of theirs without, though one in twenty is larger. A change of
        hashrate by 3 it takes longer to believe, which is what leaves a steady miner alone.

        """);
    table.text.append(HEAD);
    table.row(ideal);
    table.text.append(BEST_OF_OTHERS);
    return table.text.toString();
  }

  private void row(VardiffStudy study) {
    Steady steady = study.steady();
    cell(study.name());
    cell(String.format(Locale.ROOT, "%.2f", steady.sharesPerMinute()));
    cell(
        study.secondsFromStartAt(0.001).hundredths()
            + " s; "
            + study.sharesFromStartAt(0.001).whole());
    cell(study.secondsFromStartAt(100).whole() + " s");
    cell(study.secondsFromHashrateTimes(0.01).whole() + " s");
    cell(study.secondsFromHashrateTimes(10).whole() + " s");
    cell(study.secondsFromHashrateTimes(3).whole() + " s");
    cell(study.secondsFromHashrateTimes(1.0 / 3).whole() + " s");
    cell(String.format(Locale.ROOT, "%.2f", steady.changesPerHour()));
    cell(String.format(Locale.ROOT, "%.2f %%", 100 * steady.withinFactorTwo()));
    cell(String.format(Locale.ROOT, "%.3f", steady.variation()));
    text.append("|\n");
  }

  private void cell(String content) {
    text.append("| ").append(content).append(' ');
  }
}
