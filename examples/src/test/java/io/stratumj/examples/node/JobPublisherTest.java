package io.stratumj.examples.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of two answers counts. */
class JobPublisherTest {
  private final JobFeed feed = new JobFeed();
  private final JobPublisher publisher = new JobPublisher(JobFactory.payingTo(Bytes.fromHex("51")));

  @Test
  void anAnswerThatWasOvertakenTakesNobodyBack() throws Exception {
    publisher.start(feed);
    long early = publisher.mark();
    assertTrue(publisher.offer(template(2), publisher.mark()));
    assertFalse(publisher.offer(template(1), early), "which of the two is newer is unknown");
    assertTrue(publisher.offer(template(2), early), "on the same parent it does no harm");
    assertEquals(Optional.of(Candidates.hash(2)), publisher.parent());
    assertTrue(publisher.offer(template(1), publisher.mark()), "asked again, it is a reorg");
    feed.assertNext("clean " + FakeNode.block(2));
    feed.assertNext("plain " + FakeNode.block(2));
    feed.assertNext("clean " + FakeNode.block(1));
    assertTrue(feed.isEmpty());
  }

  @Test
  void otherTransactionsMakeNoAnswerOutdated() throws Exception {
    publisher.start(feed);
    assertTrue(publisher.offer(template(1), publisher.mark()));
    long longPoll = publisher.mark();
    assertTrue(publisher.offer(template(1), publisher.mark()), "the refresh of every 30 s");
    assertTrue(publisher.offer(template(2), longPoll), "a new tip need not be asked for again");
    feed.assertNext("clean " + FakeNode.block(1));
    feed.assertNext("plain " + FakeNode.block(1));
    feed.assertNext("clean " + FakeNode.block(2));
  }

  @Test
  void delaysGrowAndEnd() {
    RetryDelay delay = new RetryDelay(Duration.ofMillis(100), Duration.ofMillis(350));
    assertEquals(Duration.ofMillis(100), delay.afterFailure());
    assertEquals(Duration.ofMillis(200), delay.afterFailure());
    assertEquals(Duration.ofMillis(350), delay.afterFailure());
    assertEquals(Duration.ofMillis(350), delay.afterFailure());
    delay.reset();
    assertEquals(Duration.ofMillis(100), delay.afterFailure());
  }

  @Test
  void timingsMustBePositive() {
    Duration second = Duration.ofSeconds(1);
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new NodeTimings(second, Duration.ZERO, second, second, second));
    assertEquals("refresh is not more than zero: PT0S", refused.getMessage());
  }

  private static BlockTemplate template(int parent) {
    JsonObject json = JsonParser.parseString(FakeNode.resource("gbt-436.json")).getAsJsonObject();
    json.addProperty("previousblockhash", FakeNode.block(parent));
    return BlockTemplate.parse(json.toString());
  }
}
