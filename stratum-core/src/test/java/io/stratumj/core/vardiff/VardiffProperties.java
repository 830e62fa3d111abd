package io.stratumj.core.vardiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.DifficultyPolicy.Controller;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** SPEC D4: what holds of every answer, whatever came before it. */
class VardiffProperties {
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final double START = 4096;

  /** A stretch of time, and the shares that came at its end. */
  record Spell(long nanos, int shares) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyAnswerIsANumberThatCanBeUsed(
      @ForAll("spells") List<Spell> spells,
      @ForAll @DoubleRange(min = 0.1, max = 600) double pace,
      @ForAll("difficulties") double start,
      @ForAll boolean powersOfTwo) {
    Controller controller = open(pace, powersOfTwo);
    double current = start;
    long now = 0;
    for (Spell spell : spells) {
      now += spell.nanos();
      double answer = answer(controller, current, spell.shares(), now);
      assertTrue(answer > 0 && answer <= current * 1024, () -> "a step up to " + answer);
      assertTrue(answer >= current / (powersOfTwo ? 128 : 64), () -> "a step down to " + answer);
      if (answer != current && answer >= 1e-9 && answer <= 1e15) {
        current = answer;
        controller.changed(current, now);
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void asManySharesAsExpectedChangeNothing(
      @ForAll @DoubleRange(min = 1, max = 60) double pace,
      @ForAll @IntRange(max = 300) int shares) {
    Controller controller = open(pace, false);
    controller.changed(START, 0);
    for (int i = 1; i <= shares; i++) {
      long now = (long) (i * 60e9 / pace);
      assertEquals(START, controller.timePassed(START, now - 1));
      assertEquals(START, controller.shareAccepted(START, now));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whoIsAskedOnlyWhenTheQuietIsOverAnswersTheSame(
      @ForAll("spells") List<Spell> spells,
      @ForAll @DoubleRange(min = 0.1, max = 600) double pace,
      @ForAll("difficulties") double start) {
    Controller everySecond = open(pace, false);
    Controller whenDue = open(pace, false);
    double current = start;
    long now = 0;
    long due = 0;
    for (Spell spell : spells) {
      for (int i = 0; i < spell.shares(); i++) {
        double answer = everySecond.shareAccepted(current, now);
        assertEquals(answer, whenDue.shareAccepted(current, now));
        due = now;
        current = changed(everySecond, whenDue, current, answer, now);
      }
      long end = now + Math.min(spell.nanos(), 10 * MINUTE);
      for (; now < end; now += SECOND) {
        double answer = everySecond.timePassed(current, now);
        if (now >= due) {
          assertEquals(answer, whenDue.timePassed(current, now));
          current = changed(everySecond, whenDue, current, answer, now);
          due = now + whenDue.quietNanos(current, now);
        } else {
          assertEquals(current, answer, "it was not quiet");
        }
      }
    }
  }

  private static double changed(
      Controller one, Controller other, double current, double answer, long now) {
    if (answer != current) {
      one.changed(answer, now);
      other.changed(answer, now);
    }
    return answer;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void moreSharesNeverLeadToALowerDifficulty(
      @ForAll("spells") List<Spell> spells,
      @ForAll @Size(max = 30) List<@IntRange(max = 20) Integer> more,
      @ForAll @DoubleRange(min = 1, max = 60) double pace,
      @ForAll boolean powersOfTwo,
      @ForAll @DoubleRange(min = 0.5, max = 1e6) double current) {
    Controller few = open(pace, powersOfTwo);
    Controller many = open(pace, powersOfTwo);
    long now = 0;
    for (int i = 0; i < spells.size(); i++) {
      now += spells.get(i).nanos();
      int extra = i < more.size() ? more.get(i) : 0;
      double fewer = answer(few, current, spells.get(i).shares(), now);
      double greater = answer(many, current, spells.get(i).shares() + extra, now);
      assertTrue(greater >= fewer, greater + " is below " + fewer);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aChangeForgetsEverything(
      @ForAll("spells") List<Spell> before,
      @ForAll("spells") List<Spell> after,
      @ForAll boolean powersOfTwo) {
    Controller used = open(10, powersOfTwo);
    long now = 0;
    for (Spell spell : before) {
      now += spell.nanos();
      answer(used, START, spell.shares(), now);
    }
    Controller fresh = open(10, powersOfTwo);
    used.changed(START, now);
    fresh.changed(START, now);
    for (Spell spell : after) {
      now += spell.nanos();
      assertEquals(
          answer(fresh, START, spell.shares(), now), answer(used, START, spell.shares(), now));
    }
  }

  /** Time has no origin: only what passed between two calls counts. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theClockMayBeginAnywhere(@ForAll("spells") List<Spell> spells, @ForAll long origin) {
    Controller first = open(10, false);
    Controller second = open(10, false);
    first.timePassed(START, 0);
    second.timePassed(START, origin);
    long passed = 0;
    for (Spell spell : spells) {
      passed += spell.nanos();
      assertEquals(
          answer(first, START, spell.shares(), passed),
          answer(second, START, spell.shares(), origin + passed));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void powersOfTwoArePowersOfTwo(
      @ForAll("spells") List<Spell> spells, @ForAll("difficulties") double current) {
    Controller controller = open(10, true);
    long now = 0;
    for (Spell spell : spells) {
      now += spell.nanos();
      double answer = answer(controller, current, spell.shares(), now);
      assertTrue(
          answer == current || answer < 1 || answer == Math.scalb(1.0, Math.getExponent(answer)),
          () -> answer + " is no power of two");
    }
  }

  @Provide
  Arbitrary<List<Spell>> spells() {
    Arbitrary<Long> times = Arbitraries.longs().between(0, 20_000_000_000L);
    Arbitrary<Long> silences = Arbitraries.longs().between(0, 10_000_000_000_000L);
    Arbitrary<Integer> shares =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 5)),
            Tuple.of(1, Arbitraries.integers().between(0, 2_000)));
    Arbitrary<Long> spans = Arbitraries.frequencyOf(Tuple.of(9, times), Tuple.of(1, silences));
    return Combinators.combine(spans, shares).as(Spell::new).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<Double> difficulties() {
    return Arbitraries.doubles().between(-9, 15).map(exponent -> Math.pow(10, exponent));
  }

  /** The last answer after so many shares at once, or after none. */
  private static double answer(Controller controller, double current, int shares, long now) {
    double answer = controller.timePassed(current, now);
    for (int i = 0; i < shares; i++) {
      answer = controller.shareAccepted(current, now);
    }
    return answer;
  }

  private static Controller open(double pace, boolean powersOfTwo) {
    Vardiff policy = Vardiff.startingAt(START).sharesPerMinute(pace);
    return (powersOfTwo ? policy.inPowersOfTwo() : policy).open();
  }
}
