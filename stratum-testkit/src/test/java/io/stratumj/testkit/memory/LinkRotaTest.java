package io.stratumj.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkRotaTest {
  private static final int LAST = 5;

  private final MemoryPool pool = MemoryPool.open();
  private final List<MemoryLink> links = Stream.generate(pool::connect).limit(LAST).toList();
  private final LinkRota rota = new LinkRota();

  /** So close to the end of a long that most times here overflow. */
  private final long now = new ManualClock().nanos() + Duration.ofSeconds(5).toNanos() - 10;

  @Test
  void turnsComeInTheOrderOfConnecting() {
    rota.atOnce(link(4));
    rota.at(link(3), now - 2);
    rota.at(link(1), now);
    rota.atOnce(link(2));
    assertEquals(List.of(1, 2, 3, 4), round(now));
    assertEquals(List.of(), round(now));
    assertEquals(4, rota.turns());
  }

  @Test
  void whoHasATimeOfItsOwnIsLeftAloneUntilThen() {
    rota.at(link(1), now + 20);
    rota.at(link(2), now + 30);
    assertEquals(20, rota.nanosUntilNext(now));
    assertEquals(List.of(), round(now + 19));
    assertEquals(List.of(1), round(now + 20));
    assertEquals(10, rota.nanosUntilNext(now + 20));
    assertEquals(List.of(2), round(now + 40));
    assertEquals(Long.MAX_VALUE, rota.nanosUntilNext(now + 40));
  }

  @Test
  void anotherTimeStandsInsteadOfTheOneBefore() {
    rota.at(link(1), now + 20);
    rota.at(link(1), now + 50);
    rota.at(link(2), now + 20);
    rota.never(link(2));
    assertEquals(List.of(), round(now + 49));
    assertEquals(List.of(1), round(now + 50));
    assertFalse(rota.isAnybodyReady());
  }

  @Test
  void whoBecomesReadyAheadOfTheTurnHasOneAndWhoBehindItWaits() {
    rota.atOnce(link(2));
    List<Integer> first =
        round(
            now,
            LAST,
            link -> {
              if (link.number() == 2) {
                rota.atOnce(link(1));
                rota.atOnce(link(2));
                rota.atOnce(link(4));
              }
            });
    assertEquals(List.of(2, 4), first);
    assertTrue(rota.isAnybodyReady());
    assertEquals(List.of(1, 2), round(now));
  }

  @Test
  void whoCameAfterTheRoundBeganTakesNoPartInIt() {
    rota.atOnce(link(3));
    rota.atOnce(link(5));
    assertEquals(List.of(3), round(now, 4, link -> {}));
    assertEquals(List.of(5), round(now));
  }

  @Test
  void whoIsOverIsStruckOff() {
    rota.atOnce(link(1));
    rota.at(link(1), now + 1);
    rota.strike(link(1));
    assertFalse(rota.isAnybodyReady());
    assertEquals(Long.MAX_VALUE, rota.nanosUntilNext(now));
  }

  private MemoryLink link(int number) {
    return links.get(number - 1);
  }

  private List<Integer> round(long nowNanos) {
    return round(nowNanos, LAST, link -> {});
  }

  private List<Integer> round(long nowNanos, int last, Consumer<MemoryLink> work) {
    List<Integer> served = new ArrayList<>();
    boolean moved =
        rota.round(
            nowNanos,
            last,
            link -> {
              served.add(link.number());
              work.accept(link);
              return true;
            });
    assertEquals(moved, !served.isEmpty());
    return served;
  }
}
