package io.stratumj.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.session.ShareOverflow;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.TestJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step costs, counted in turns, and who is served when. */
class MemoryPoolTest {
  private static final int CROWD = 3_000;
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"alice.rig\",\"x\"]}";
  private static final String PING = "{\"id\":3,\"method\":\"mining.ping\",\"params\":[]}";

  private final TestJobs chain = TestJobs.sequence();

  @Test
  void aStepCostsWhatMovesAndNothingForThoseWhoStandStill() {
    MemoryPool pool = pool(limits -> limits.silence(Duration.ofHours(1)));
    IntStream.range(0, CROWD).forEach(number -> mining(pool));
    MemoryLink talker =
        pool.connect(LinkConditions.seeded(1).chopping(5).delaying(Duration.ofMillis(700)));
    talker.say(SUBSCRIBE, AUTHORIZE);
    pool.pass(Duration.ofSeconds(5));
    long before = pool.turnsGiven();
    for (int second = 0; second < 120; second++) {
      talker.say(PING);
      pool.pass(Duration.ofSeconds(1));
    }
    long talk = pool.turnsGiven() - before;
    assertTrue(talker.hear().size() > 100);
    assertTrue(talk < CROWD + 120 * 60, talk + " turns"); // Nobody else has more than one.

    pool.jobs().publishClean(chain.newTip());
    pool.turn();
    long job = pool.turnsGiven() - before - talk;
    assertTrue(job >= CROWD && job < 3 * CROWD, job + " turns");
  }

  @Test
  void aSessionThatIsPausedIsReadFromWhenAShareIsSettled() {
    RecordingSink sink = new RecordingSink().holding();
    MemoryPool pool =
        MemoryPool.open(
            options ->
                options
                    .shareSink(sink)
                    .shareOverflow(ShareOverflow.PAUSE_READING)
                    .limits(SessionLimits.builder().pendingShares(2).build()));
    pool.jobs().publishClean(chain.newTip());
    MemoryLink link = mining(pool);
    IntStream.range(4, 9).forEach(id -> link.say(share(pool, id)));
    long before = pool.turnsGiven();
    pool.pass(Duration.ofSeconds(3)); // In seconds, not in nanoseconds, though bytes wait.
    assertTrue(pool.turnsGiven() - before < 20);
    assertEquals(List.of(), link.hear());
    List<String> heard = new ArrayList<>();
    for (int held : new int[] {2, 2, 1}) {
      assertEquals(held, sink.heldCount());
      sink.completeAll();
      heard.addAll(link.hear());
    }
    assertEquals(IntStream.range(4, 9).mapToObj(MemoryPoolTest::accepted).toList(), heard);
  }

  @Test
  void aMinerThatSaysTooMuchIsReadFromAgainWhenItOwesNothing() {
    MemoryPool pool = pool(limits -> limits.linesPerSecond(2).burst(Duration.ofSeconds(1)));
    MemoryLink link = mining(pool);
    IntStream.range(0, 40).forEach(number -> link.say(PING));
    int first = link.hear().size();
    assertTrue(first < 10, first + " at once");
    pool.pass(Duration.ofSeconds(5));
    int later = link.hear().size();
    assertTrue(later > 5 && later < 15, later + " in five seconds");
    pool.pass(Duration.ofSeconds(20));
    assertEquals(40, first + later + link.hear().size());
  }

  @Test
  void aMinerThatLeavesWhileItIsNotReadFromLeavesWhenItHasBeenHeard() {
    MemoryPool pool = pool(limits -> limits.linesPerSecond(2).burst(Duration.ofSeconds(1)));
    MemoryLink link = mining(pool);
    IntStream.range(0, 10).forEach(number -> link.say(PING));
    link.disconnect();
    assertTrue(link.closed().isEmpty());
    pool.pass(Duration.ofSeconds(10));
    assertTrue(link.closed().isPresent());
    assertEquals(10, link.hear().size());
  }

  private MemoryPool pool(UnaryOperator<SessionLimits.Builder> limits) {
    MemoryPool pool =
        MemoryPool.open(options -> options.limits(limits.apply(SessionLimits.builder()).build()));
    pool.jobs().publishClean(chain.newTip());
    return pool;
  }

  private static MemoryLink mining(MemoryPool pool) {
    MemoryLink link = pool.connect().say(SUBSCRIBE, AUTHORIZE);
    link.hear();
    return link;
  }

  private static String share(MemoryPool pool, int id) {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"alice.rig\",\"1\",\"%016x\",\"%08x\",\"0\"]}",
        id,
        id,
        pool.jobs().current().orElseThrow().job().nTime());
  }

  private static String accepted(int id) {
    return "{\"id\":" + id + ",\"result\":true,\"error\":null}";
  }
}
