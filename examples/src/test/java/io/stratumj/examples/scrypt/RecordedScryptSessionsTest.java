package io.stratumj.examples.scrypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.core.session.ExtranonceSpace;
import io.stratumj.core.session.SessionLimits;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.examples.scrypt.RecordedSession.Line;
import io.stratumj.examples.scrypt.RecordedSession.Speaker;
import io.stratumj.testkit.RecordingBlockSink;
import io.stratumj.testkit.RecordingSink;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that a real scrypt miner, a pool and litecoind once had, held again: the miner's own
 * bytes go in, and the same notify, the same verdicts and the same blocks come out.
 */
class RecordedScryptSessionsTest {
  private static final int LOW_DIFFICULTY = 23;

  /** What that pool gave its miner. */
  private static final long EXTRANONCE1 = 0x10000001L;

  private final RecordingSink shares = new RecordingSink();
  private final RecordingBlockSink blocks = new RecordingBlockSink();
  private final List<JsonObject> verdicts = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"litecoind-empty", "litecoind-3tx"})
  void everyRecordedShareGetsItsVerdictAndItsBlock(String name) {
    RecordedSession session = RecordedSession.load(name);

    replay(session, difficultyOf(session), UnaryOperator.identity());

    assertFalse(session.verdicts().isEmpty());
    assertEquals(session.verdicts(), verdicts);
    assertEquals(session.verdicts().size(), shares.shares().size());
    assertEquals(session.blocks(), blockNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"litecoind-empty", "litecoind-3tx"})
  @DisplayName(
      "D1: difficulty is counted in scrypt's own unit; S8: a block is one at any difficulty")
  void theSameSharesAreTooEasyAtAThousandTimesTheDifficultyButStillBlocks(String name) {
    RecordedSession session = RecordedSession.load(name);

    replay(session, 1_000 * difficultyOf(session), UnaryOperator.identity());

    assertEquals(session.verdicts().size(), verdicts.size());
    assertTrue(verdicts.stream().allMatch(verdict -> errorOf(verdict) == LOW_DIFFICULTY));
    assertEquals(List.of(), shares.shares());
    assertEquals(session.blocks(), blockNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"litecoind-empty", "litecoind-3tx"})
  void theSameSharesWithAnotherTimeProveNothing(String name) {
    RecordedSession session = RecordedSession.load(name);

    replay(session, difficultyOf(session), RecordedScryptSessionsTest::aSecondLater);

    assertEquals(session.verdicts().size(), verdicts.size());
    assertTrue(verdicts.stream().allMatch(verdict -> errorOf(verdict) == LOW_DIFFICULTY));
  }

  private void replay(RecordedSession session, double difficulty, UnaryOperator<String> submits) {
    MemoryPool pool = pool(difficulty);
    pool.jobs().publishClean(RecordedSession.job(session.first("mining.notify")));
    MemoryLink link = pool.connect();
    String notify = "";
    boolean first = true;
    double seconds = session.lines().get(0).seconds();
    for (Line line : session.lines()) {
      pool.pass(Duration.ofNanos((long) (1e9 * (line.seconds() - seconds))));
      seconds = line.seconds();
      if (line.speaker() == Speaker.MINER) {
        boolean isShare = line.calls("mining.submit");
        link.say(isShare ? submits.apply(line.text()) : line.text());
        notify = hear(link, notify, isShare);
      } else if (line.calls("mining.notify")) {
        if (!first) {
          pool.jobs().publishClean(RecordedSession.job(line));
        }
        first = false;
        notify = hear(link, notify, false);
        assertEquals(params(line.text()), params(notify));
      }
    }
    assertEquals(List.of(), pool.faults());
  }

  /** Books what the pool says, and answers the newest notify. */
  private String hear(MemoryLink link, String notify, boolean isShare) {
    String newest = notify;
    for (String line : link.hear()) {
      if (line.contains("\"mining.notify\"")) {
        newest = line;
      } else if (isShare && !line.contains("\"method\"")) {
        verdicts.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    return newest;
  }

  private MemoryPool pool(double difficulty) {
    return MemoryPool.open(
        options ->
            options
                .shareValidator(ScryptShareValidator::new)
                // The recorded pool took late shares; the grace is what does the same here.
                .limits(SessionLimits.builder().staleGrace(Duration.ofMinutes(1)).build())
                .extranonces(ExtranonceSpace.ofSize(4, EXTRANONCE1))
                .extranonce2Size(4)
                .difficulty(DifficultyPolicy.fixed(difficulty))
                .shareSink(shares)
                .blockSink(blocks));
  }

  private List<String> blockNames() {
    return blocks.candidates().stream().map(block -> block.blockHash().toDisplayHex()).toList();
  }

  private static double difficultyOf(RecordedSession session) {
    JsonArray params = session.first("mining.set_difficulty").json().getAsJsonArray("params");
    return params.get(0).getAsDouble();
  }

  private static String aSecondLater(String submit) {
    JsonObject request = JsonParser.parseString(submit).getAsJsonObject();
    JsonArray params = request.getAsJsonArray("params");
    int nTime = Integer.parseUnsignedInt(params.get(3).getAsString(), 16);
    params.set(3, JsonParser.parseString("\"%08x\"".formatted(nTime + 1)));
    return request.toString();
  }

  private static JsonArray params(String line) {
    return JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("params");
  }

  private static int errorOf(JsonObject verdict) {
    return verdict.getAsJsonArray("error").get(0).getAsInt();
  }
}
