package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC C4, D3, D4: whose wish counts, and what becomes of the policy's answers. */
class DifficultyPlanTest {
  private static final double NO_NETWORK = Double.MAX_VALUE;

  private final Answers answers = new Answers();
  private final DifficultyPlan plan = answers.plan();

  /** A policy from 16 to 4096 that begins at 64 and answers what the test says. */
  private static final class Answers implements DifficultyPolicy, DifficultyPolicy.Controller {
    final List<Double> changes = new ArrayList<>();
    double next;
    int asked;
    Difficulty least = of(16);

    DifficultyPlan plan() {
      return new DifficultyPlan(this);
    }

    @Override
    public Difficulty initial() {
      return of(64);
    }

    @Override
    public Difficulty minimum() {
      return least;
    }

    @Override
    public Difficulty maximum() {
      return of(4096);
    }

    @Override
    public Controller open() {
      return this;
    }

    @Override
    public double shareAccepted(double current, long nowNanos) {
      asked++;
      return next;
    }

    @Override
    public double timePassed(double current, long nowNanos) {
      return shareAccepted(current, nowNanos);
    }

    @Override
    public long quietNanos(double current, long nowNanos) {
      return (long) current + nowNanos;
    }

    @Override
    public void changed(double current, long nowNanos) {
      changes.add(current);
    }
  }

  /** C4, H1: the order in which wishes arrive does not matter, only whose they are. */
  @Property
  void theOrderOfWishesDoesNotMatter(
      @ForAll("shuffled") List<Integer> order,
      @ForAll @DoubleRange(min = 1, max = 9999) double fixed,
      @ForAll @DoubleRange(min = 1, max = 9999) double floor,
      @ForAll @DoubleRange(min = 1, max = 9999) double suggested,
      @ForAll boolean hasFixed,
      @ForAll boolean hasFloor) {
    DifficultyPlan merged = new Answers().plan();
    List<Consumer<DifficultyPlan>> wishes = new ArrayList<>();
    wishes.add(to -> to.suggest(of(suggested)));
    wishes.add(hasFloor ? to -> to.atLeast(of(floor)) : to -> {});
    wishes.add(hasFixed ? to -> to.fix(of(fixed)) : to -> {});
    order.forEach(which -> wishes.get(which).accept(merged));

    double expected = hasFixed ? fixed : hasFloor ? Math.max(floor, suggested) : suggested;
    assertEquals(of(Math.min(Math.max(expected, 16), 4096)), merged.wanted(NO_NETWORK));
  }

  /** D4: pool limits, the miner's floor and the network bound every answer, NaN included. */
  @Property
  void noAnswerLeadsOutsideTheLimits(
      @ForAll("answers") double answer,
      @ForAll("networks") double network,
      @ForAll @DoubleRange(min = 1, max = 9999) double floor) {
    Answers any = new Answers();
    DifficultyPlan bounded = any.plan();
    bounded.atLeast(of(floor));
    any.next = answer;
    bounded.timePassed(bounded.wanted(network), network, 1);

    double wanted = bounded.wanted(network).toDouble();
    double least = of(Math.min(Math.max(floor, 16), 4096)).toDouble();
    assertTrue(wanted >= least && wanted <= 4096, wanted + "");
    assertTrue(wanted <= Math.max(network, least), wanted + " on " + network);
  }

  /** C4. */
  @Test
  void aFixedDifficultyIsNotAPolicysBusiness() {
    plan.fix(of(100.5));
    answers.next = 1000;
    plan.shareAccepted(plan.wanted(NO_NETWORK), NO_NETWORK, 1);
    plan.timePassed(plan.wanted(NO_NETWORK), NO_NETWORK, 2);
    plan.suggest(of(300));
    assertEquals(of(100.5), plan.wanted(NO_NETWORK));
    assertEquals(0, answers.asked);
    assertTrue(plan.isFixed());
    assertFalse(plan.canKeep(of(200)));
  }

  /** D4: nobody need look at a plan before the policy would have another answer. */
  @Test
  void aPlanIsQuietForAsLongAsItsPolicyIs() {
    assertEquals(64 + 7, plan.quietNanos(of(64), NO_NETWORK, 7));
    assertEquals(0, plan.quietNanos(of(63), NO_NETWORK, 7), "a change is on its way");
    plan.fix(of(100));
    assertEquals(Long.MAX_VALUE, plan.quietNanos(of(64), NO_NETWORK, 7));
  }

  /** C1: a floor above the pool's greatest difficulty cannot be kept. */
  @Test
  void aFloorIsTakenUpToThePoolsGreatestDifficulty() {
    assertTrue(plan.canKeep(of(4096)));
    assertFalse(plan.canKeep(of(4097)));
  }

  /** C4: a suggestion is a start; the policy goes on from there, down to the floor. */
  @Test
  void aSuggestionIsWhereThePolicyBegins() {
    plan.atLeast(of(100));
    plan.suggest(of(1000));
    answers.next = 500;
    plan.shareAccepted(of(1000), NO_NETWORK, 1);
    assertEquals(of(500), plan.wanted(NO_NETWORK));
    answers.next = 20;
    plan.timePassed(of(500), NO_NETWORK, 2);
    assertEquals(of(100), plan.wanted(NO_NETWORK));
  }

  /** D4: while a change is on its way, what comes in belongs to the difficulty before it. */
  @Test
  void aWaitingChangeIsNotReconsidered() {
    answers.next = 1000;
    plan.shareAccepted(of(64), NO_NETWORK, 1);
    answers.next = 2000;
    plan.shareAccepted(of(64), NO_NETWORK, 2);
    plan.timePassed(of(64), NO_NETWORK, 3);
    assertEquals(of(1000), plan.wanted(NO_NETWORK));
    assertEquals(1, answers.asked);
    plan.announced(of(1000), 4);
    assertEquals(List.of(1000.0), answers.changes);
  }

  /** D3: firmwares read integers only. */
  @Test
  void aPolicysFractionsAreRoundedDown() {
    answers.next = 99.99;
    plan.shareAccepted(of(64), NO_NETWORK, 1);
    assertEquals("99", plan.wanted(NO_NETWORK).toWire());
  }

  /** D3: below 1 there is no integer to round to. */
  @Test
  void aPolicysFractionsBelowOneAreKept() {
    answers.least = of(1e-9);
    answers.next = 0.0625;
    plan.shareAccepted(of(64), NO_NETWORK, 1);
    assertEquals("0.0625", plan.wanted(NO_NETWORK).toWire());
  }

  /** D3, D4: a miner that is too fast is never made faster by rounding. */
  @Test
  void aRaiseThatRoundingWouldTurnIntoACutIsNotMade() {
    answers.least = of(0.5);
    plan.suggest(of(1.5));
    answers.next = 1.9;
    plan.shareAccepted(of(1.5), NO_NETWORK, 1);
    assertEquals(of(1.5), plan.wanted(NO_NETWORK));
    answers.next = 3.9;
    plan.shareAccepted(of(1.5), NO_NETWORK, 2);
    assertEquals(of(3), plan.wanted(NO_NETWORK));
  }

  /** D4: no share need be harder than a block; the pool's minimum and the miner's floor stay. */
  @Test
  void whatIsWantedIsBoundedByTheNetwork() {
    plan.suggest(of(3000.5));
    assertEquals(of(200), plan.wanted(200.7), "an integer, as of a policy");
    assertEquals(of(3000.5), plan.wanted(3000.9), "as asked");
    assertEquals(of(16), plan.wanted(1e-9), "the pool's minimum");
    plan.atLeast(of(1000));
    assertEquals(of(1000), plan.wanted(200.7), "the miner's floor");
    plan.atLeast(of(9999));
    assertEquals(of(4096), plan.wanted(200.7), "as much of the floor as the pool allows");
  }

  /** D4, C4. */
  @Test
  void theNetworkDoesNotBoundWhatAPasswordFixed() {
    plan.fix(of(3000));
    assertEquals(of(3000), plan.wanted(200));
  }

  /** D4: below difficulty 1 as well, and not a digit above. */
  @Test
  void anEasyNetworkBoundsWhatIsWanted() {
    answers.least = of(1e-9);
    assertEquals("0.333333333333333", plan.wanted(1 / 3.0).toWire());
    assertEquals("0.666666666666666", plan.wanted(2 / 3.0).toWire());
  }

  /** D4: at the network's difficulty the policy is asked on, or a slow miner would stay there. */
  @Test
  void aBoundedDifficultyIsStillThePolicys() {
    plan.suggest(of(3000));
    answers.next = 100;
    plan.timePassed(of(200), 200.7, 1);
    assertEquals(of(100), plan.wanted(200.7));
  }

  /** D4: what the network forbids is not forgotten; some networks are easy for minutes only. */
  @Test
  void aBoundedWishComesBackWithAHarderNetwork() {
    answers.next = 3000;
    plan.shareAccepted(of(64), 200.7, 1);
    assertEquals(of(200), plan.wanted(200.7));
    assertEquals(of(3000), plan.wanted(NO_NETWORK));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, -5, Double.NEGATIVE_INFINITY, 64})
  void anAnswerThatMeansNothingChangesNothing(double answer) {
    answers.next = answer;
    plan.timePassed(of(64), NO_NETWORK, 1);
    assertEquals(of(64), plan.wanted(NO_NETWORK));
  }

  /** H1, H7: what was asked before resuming counts like what is asked after it. */
  @Test
  void aResumedPlanTakesOverWhatWasAskedSince() {
    answers.next = 1000;
    plan.shareAccepted(of(64), NO_NETWORK, 1);
    DifficultyPlan silent = new Answers().plan();
    plan.adopt(silent);
    assertEquals(of(1000), plan.wanted(NO_NETWORK));

    DifficultyPlan asking = new Answers().plan();
    asking.suggest(of(300));
    asking.atLeast(of(400));
    plan.adopt(asking);
    assertEquals(of(400), plan.wanted(NO_NETWORK));

    DifficultyPlan fixing = new Answers().plan();
    fixing.fix(of(77));
    plan.adopt(fixing);
    assertEquals(of(77), plan.wanted(NO_NETWORK));
  }

  @Provide
  Arbitrary<List<Integer>> shuffled() {
    return Arbitraries.shuffle(0, 1, 2);
  }

  @Provide
  Arbitrary<Double> answers() {
    Arbitrary<Double> odd =
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -1.0, 0.0);
    return Arbitraries.oneOf(magnitudes(), odd);
  }

  @Provide
  Arbitrary<Double> networks() {
    return Arbitraries.oneOf(
        magnitudes(), Arbitraries.of(Double.MAX_VALUE, Double.POSITIVE_INFINITY));
  }

  private static Arbitrary<Double> magnitudes() {
    return Arbitraries.doubles().between(-20, 300).map(exponent -> Math.pow(10, exponent));
  }

  private static Difficulty of(double difficulty) {
    return Difficulty.of(difficulty);
  }
}
