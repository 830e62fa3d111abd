package io.stratumj.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.testkit.MinerFailure;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.TestJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MemoryLinkTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"test/1\"]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"alice.rig\",\"x\"]}";

  private final TestJobs chain = TestJobs.sequence();
  private final MemoryPool pool = MemoryPool.open();

  @Test
  void aMinerSaysLinesAndHearsTheAnswersAtOnce() {
    pool.jobs().publishClean(chain.newTip());
    MemoryLink link = pool.connect();
    link.say(SUBSCRIBE);
    assertTrue(link.take().contains("mining.notify"));
    link.say(AUTHORIZE);
    assertEquals("{\"id\":2,\"result\":true,\"error\":null}", link.take());
    assertEquals(List.of("mining.set_difficulty", "mining.notify"), methods(link.hear()));
    assertEquals(List.of(), link.hear());
    assertEquals(2, link.transcript().minerLines().size());
    assertEquals(4, link.transcript().poolLines().size());
  }

  @Test
  void aJobThatIsPublishedIsHeardByAllLinksWithoutAnotherStep() {
    MemoryLink one = mining(pool);
    MemoryLink two = mining(pool);
    pool.jobs().publish(chain.sameTip());
    assertEquals(List.of("mining.notify"), methods(one.hear()));
    assertEquals(List.of("mining.notify"), methods(two.hear()));
  }

  @Test
  void timeThatPassesTicksEverySession() {
    MemoryLink silent = pool.connect();
    MemoryLink link = mining(pool);
    pool.pass(Duration.ofSeconds(95)); // A job is repeated after 30 s: J5.
    assertEquals(List.of("mining.notify", "mining.notify", "mining.notify"), methods(link.hear()));
    assertEquals(Optional.of(DisconnectReason.FIRST_LINE_TIMEOUT), silent.closed());
    assertEquals(Optional.empty(), link.closed());
  }

  @Test
  void takingALineThatHasNotComeFailsWithTheTranscript() {
    MemoryLink link = pool.connect();
    link.say(SUBSCRIBE);
    link.hear();
    pool.pass(Duration.ofSeconds(3));
    MinerFailure failure = assertThrows(MinerFailure.class, link::take);
    assertTrue(failure.transcript().contains("0.000 C> " + SUBSCRIBE), failure.transcript());
  }

  @Test
  void aPoolThatClosesAndAMinerThatLeavesAreToldApart() {
    MemoryLink link = pool.connect();
    link.sayRaw(new byte[] {0x16, 3, 1});
    assertEquals(Optional.of(DisconnectReason.TLS_ON_PLAIN_PORT), link.closed());
    MemoryLink other = mining(pool);
    other.disconnect();
    assertEquals(Optional.of(DisconnectReason.CLIENT_CLOSED), other.closed());
    MemoryLink third = mining(pool);
    third.breakDown();
    assertEquals(Optional.of(DisconnectReason.CONNECTION_LOST), third.closed());
    MemoryLink fourth = mining(pool);
    fourth.closeByPool();
    assertEquals(Optional.of(DisconnectReason.CLOSED_BY_POOL), fourth.closed());
    assertEquals(List.of(), fourth.say(SUBSCRIBE).hear());
  }

  @Test
  void piecesOfAnySizeMakeTheSameLines() {
    pool.jobs().publishClean(chain.newTip());
    List<String> whole = methods(pool.connect().say(SUBSCRIBE, AUTHORIZE).hear());
    for (long seed = 0; seed < 20; seed++) {
      MemoryLink chopped = pool.connect(LinkConditions.seeded(seed).chopping(9));
      assertEquals(whole, methods(chopped.say(SUBSCRIBE, AUTHORIZE).hear()));
    }
  }

  @Test
  void delayedPiecesArriveInOrderWhenTheirTimeHasCome() {
    pool.jobs().publishClean(chain.newTip());
    MemoryLink slow =
        pool.connect(LinkConditions.seeded(3).chopping(9).delaying(Duration.ofMillis(800)));
    slow.say(SUBSCRIBE, AUTHORIZE);
    assertEquals(List.of(), slow.hear());
    pool.pass(Duration.ofSeconds(2));
    assertEquals(
        List.of("reply", "reply", "mining.set_difficulty", "mining.notify"), methods(slow.hear()));
  }

  @Test
  void aDroppedConnectionIsTheSameInEveryRun() {
    List<String> ends = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      MemoryPool fresh = MemoryPool.open();
      MemoryLink link =
          fresh.connect(LinkConditions.seeded(7).droppingWithin(Duration.ofMinutes(2)));
      link.say(SUBSCRIBE, AUTHORIZE);
      fresh.pass(Duration.ofMinutes(2));
      assertEquals(Optional.of(DisconnectReason.CONNECTION_LOST), link.closed());
      ends.add(link.transcript().toString());
    }
    assertEquals(ends.get(0).replaceAll("S> .*", ""), ends.get(1).replaceAll("S> .*", ""));
  }

  @Test
  void aStageThatCompletesLaterIsAnsweredInTheNextTurn() {
    CompletableFuture<Authorization> decision = new CompletableFuture<>();
    Authorizer slow = (credentials, session) -> decision;
    MemoryPool asking = MemoryPool.open(slow, 2, UnaryOperator.identity());
    MemoryLink link = asking.connect().say(SUBSCRIBE, AUTHORIZE);
    link.take();
    assertEquals(List.of(), link.hear());
    asking.pass(Duration.ofSeconds(9)); // Within the limit of 10 s, on a clock that overflows.
    assertEquals(List.of(), link.hear());
    decision.complete(Authorization.allowed());
    assertEquals("{\"id\":2,\"result\":true,\"error\":null}", link.take());
  }

  @Test
  void shareThatWaitsForItsRecordIsNotGivenUpWhenTheClockOverflows() {
    RecordingSink sink = new RecordingSink().holding();
    MemoryPool recording = MemoryPool.open(builder -> builder.shareSink(sink));
    MemoryLink link = mining(recording);
    recording.pass(Duration.ofSeconds(2));
    String nTime = String.format("%08x", recording.jobs().current().orElseThrow().job().nTime());
    link.say(
        "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"alice.rig\",\"1\",\"0000000000000000\",\""
            + nTime
            + "\",\"00000000\"]}");
    recording.pass(Duration.ofSeconds(4));
    assertEquals(List.of(), link.hear());
    sink.completeNext();
    assertEquals("{\"id\":4,\"result\":true,\"error\":null}", link.take());
  }

  @Test
  void aPeerHearsForItselfAndIsToldOfTheEndAfterTheLastLine() {
    List<String> events = new ArrayList<>();
    MemoryLink link =
        pool.connect(
            LinkConditions.PERFECT,
            new Peer() {
              @Override
              public void heard(String line) {
                events.add(line.substring(0, 8));
              }

              @Override
              public void ended() {
                events.add("end");
              }
            });
    link.say(SUBSCRIBE);
    link.closeByPool();
    assertEquals(List.of("{\"id\":1,", "end"), events);
  }

  @Test
  void conditionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> LinkConditions.PERFECT.chopping(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> LinkConditions.PERFECT.delaying(Duration.ofMillis(-1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> MemoryPool.open(Authorizer.acceptAll(), 0, UnaryOperator.identity()));
    assertFalse(pool.jobs().isReady());
    assertEquals(List.of(), pool.faults());
  }

  private MemoryLink mining(MemoryPool where) {
    if (where.jobs().current().isEmpty()) {
      where.jobs().publishClean(chain.newTip());
    }
    MemoryLink link = where.connect().say(SUBSCRIBE, AUTHORIZE);
    link.hear();
    return link;
  }

  private static List<String> methods(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(".*\"method\":\"([a-z_.]+)\".*", "$1"))
        .map(text -> text.startsWith("{") ? "reply" : text)
        .toList();
  }
}
