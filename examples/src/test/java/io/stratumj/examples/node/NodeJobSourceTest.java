package io.stratumj.examples.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.node.FakeNode.Answer;
import io.stratumj.examples.node.rpc.NodeClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs from a node that moves, fails, comes back, and says what it should not. */
class NodeJobSourceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration PATIENT = Duration.ofSeconds(30);

  /** Nothing happens by itself but retries. */
  private static final NodeTimings QUIET = new NodeTimings(HOUR, HOUR, SOON, SOON, HOUR);

  private static final String FIRST =
      "clean 2114ca2842ad48302aa7fd25ea80d968925cbeed6a8b2a50f1ac44e11c4562eb";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final JobFeed feed = new JobFeed();
  private FakeNode node;

  @BeforeEach
  void startNode() throws IOException {
    node = newNode();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  @Test
  void aNewTipIsACleanJobAndNewTransactionsAreNot() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    node.set("coinbasevalue", new JsonPrimitive(7));
    feed.assertNext(FIRST.replace("clean", "plain"));
    node.tip(FakeNode.block(1));
    feed.assertNext("clean " + FakeNode.block(1));
    node.tip(FakeNode.block(2));
    feed.assertNext("clean " + FakeNode.block(2));
  }

  @Test
  @DisplayName("after a block of our own the next job is there when refresh() returns")
  void refreshPublishesBeforeItReturns() throws Exception {
    NodeJobSource source = follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    // The node has a new tip, but says so only when it is asked: long polls stay open.
    node.answer("getblocktemplate", params -> Answer.result(template(FakeNode.block(1))));
    source.refresh();
    assertTrue(!feed.isEmpty());
    feed.assertNext("clean " + FakeNode.block(1));
  }

  @Test
  void aTipTheLongPollKeepsQuietAboutIsFoundByAsking() throws Exception {
    NodeTimings asking = new NodeTimings(SOON, HOUR, SOON, SOON, HOUR);
    follow(asking, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.answer("getblocktemplate", params -> Answer.result(withoutLongPoll(FakeNode.block(1))));
    node.answer("getbestblockhash", params -> Answer.text(FakeNode.block(1)));
    feed.assertNext("clean " + FakeNode.block(1));
  }

  @Test
  void transactionsAreRefreshedWhereLongPollsDoNotTell() throws Exception {
    NodeTimings refreshing = new NodeTimings(SOON, SOON, SOON, SOON, HOUR);
    follow(refreshing, node);
    feed.assertNext(FIRST);
    feed.assertNext(FIRST.replace("clean", "plain"));
    feed.assertNext(FIRST.replace("clean", "plain"));
  }

  @Test
  void aNodeWithoutLongPollingIsAskedForItsTip() throws Exception {
    node.answer("getblocktemplate", params -> Answer.result(withoutLongPoll(FakeNode.block(1))));
    node.answer("getbestblockhash", params -> Answer.text(FakeNode.block(1)));
    follow(new NodeTimings(SOON, HOUR, SOON, SOON, HOUR), node);
    feed.assertNext("clean " + FakeNode.block(1));
    node.answer("getblocktemplate", params -> Answer.result(withoutLongPoll(FakeNode.block(2))));
    node.answer("getbestblockhash", params -> Answer.text(FakeNode.block(2)));
    feed.assertNext("clean " + FakeNode.block(2));
  }

  @Test
  @DisplayName("J7: a node that goes away and comes back")
  void aRestartIsSurvived() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    feed.assertUnavailable("node " + node.endpoint());
    node.restart();
    assertEquals(FIRST.replace("clean", "plain"), feed.nextBut("unavailable"));
    node.tip(FakeNode.block(1));
    feed.assertNext("clean " + FakeNode.block(1));
  }

  @Test
  @DisplayName("J7: whatever a node says in place of a template, it may be better later")
  void everyFailureIsSurvived() throws Exception {
    List<Answer> answers =
        List.of(
            new Answer(401, ""),
            new Answer(200, "<html>"),
            new Answer(200, ""),
            Answer.error(500, -9, "Litecoin Core is not connected!"),
            Answer.error(500, -10, "Litecoin Core is in initial sync and waiting for blocks..."),
            Answer.error(500, -28, "Loading block index..."),
            Answer.error(200, -32601, "Method not found"),
            Answer.result(JsonNull.INSTANCE));
    for (Answer answer : answers) {
      FakeNode failing = newNode();
      CountDownLatch asked = new CountDownLatch(2);
      failing.answer(
          "getblocktemplate",
          params -> {
            asked.countDown();
            return answer;
          });
      JobFeed jobs = new JobFeed();
      follow(jobs, Optional.empty(), QUIET, failing);
      jobs.assertUnavailable("node " + failing.endpoint());
      asked.await();
      failing.answer("getblocktemplate", params -> Answer.result(template(FakeNode.block(1))));
      assertEquals("clean " + FakeNode.block(1), jobs.nextBut("unavailable"), answer.body());
    }
  }

  @Test
  void anAnswerThatNeverComesIsAFailure() throws Exception {
    node.hang("getblockchaininfo");
    follow(QUIET, node);
    feed.assertUnavailable("no answer within 500 ms");
    node.chain("regtest", false);
    assertEquals(FIRST, feed.nextBut("unavailable"));
  }

  @Test
  void aChainThatWasNotAskedForIsNeverServed() throws Exception {
    node.chain("test", false);
    follow(feed, Optional.of("main"), QUIET, node);
    feed.assertUnavailable("it has the chain test, not main");
    node.chain("main", true);
    assertTrue(feed.nextBut("unavailable node " + node.endpoint() + ": it has").contains("sync"));
    node.chain("main", false);
    assertEquals(FIRST, feed.nextBut("unavailable"));
  }

  @Test
  void aNodeThatComesBackWithAnotherChainIsNotServed() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    node.answer("getblockhash", params -> Answer.text("ab".repeat(32)));
    node.restart();
    String event = feed.next();
    while (!event.contains("that begins with block abab")) {
      assertTrue(event.startsWith("unavailable "), event);
      event = feed.next();
    }
    node.answer("getblockhash", params -> Answer.text("0f" + "00".repeat(31)));
    assertEquals(FIRST.replace("clean", "plain"), feed.nextBut("unavailable"));
  }

  @Test
  @DisplayName("bad input: a template is refused by the name of its field, and the last job stays")
  void aBadTemplateOnTheSameTipChangesNothing() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.set("bits", new JsonPrimitive("zz"));
    node.awaitCall("getblocktemplate");
    node.awaitCall("getblocktemplate"); // asked again, and refused again
    assertTrue(feed.isEmpty());
    node.set("bits", new JsonPrimitive("207fffff"));
    feed.assertNext(FIRST.replace("clean", "plain"));
  }

  @Test
  @DisplayName("bad input: the last job does not stay when its tip is gone")
  void aBadTemplateOnAnotherTipIsAnOutage() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.change(
        template -> {
          template.addProperty("previousblockhash", FakeNode.block(1));
          template.addProperty("coinbasevalue", -1);
        });
    feed.assertUnavailable("template field coinbasevalue: -1 is not in");
    node.set("coinbasevalue", new JsonPrimitive(7));
    assertEquals("clean " + FakeNode.block(1), feed.nextBut("unavailable"));
  }

  @Test
  @DisplayName("bad input: what a node sends forges no line of the log")
  void theReasonIsOneBoundedLine() throws Exception {
    JsonObject flags = new JsonObject();
    flags.addProperty("a\nWARN forged" + "x".repeat(1_000), "zz");
    node.set("coinbaseaux", flags);
    follow(QUIET, node);
    String event = feed.next();
    assertTrue(event.contains("coinbaseaux.a?WARN forged"), event);
    assertTrue(event.length() < 500, () -> event.length() + " characters");
  }

  @Test
  @DisplayName("bad input: auxiliary data that leaves no room in the coinbase script")
  void aScriptThatWouldBeTooLongIsRefusedByName() throws Exception {
    JsonObject flags = new JsonObject();
    flags.addProperty("flags", "00".repeat(90));
    node.set("coinbaseaux", flags);
    follow(QUIET, node);
    feed.assertUnavailable("template field coinbaseaux: is too long");
  }

  @Test
  void anotherNodeTakesOver() throws Exception {
    FakeNode second = newNode();
    second.tip(FakeNode.block(1));
    follow(QUIET, node, second);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    feed.assertNext("clean " + FakeNode.block(1));
    second.stop();
    feed.assertUnavailable("node " + second.endpoint());
    node.restart();
    assertEquals(FIRST, feed.nextBut("unavailable"));
  }

  @Test
  @DisplayName("a node that takes over is waited for until it has the tip that is mined on")
  void failOverDoesNotGoBackToAnOlderTip() throws Exception {
    FakeNode second = newNode();
    tip(second, 435, 1);
    follow(QUIET, node, second);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    second.awaitCall("getblocktemplate");
    second.awaitCall("getblocktemplate"); // asked again, and it is behind still
    assertTrue(feed.isEmpty(), "the last job stays");
    tip(second, 437, 2);
    feed.assertNext("clean " + FakeNode.block(2));
  }

  @Test
  @DisplayName("a refresh that a node answers after another one took over changes nothing")
  void refreshDoesNotGoBackToTheFormerNode() throws Exception {
    FakeNode second = newNode();
    tip(second, 437, 2);
    NodeJobSource source = follow(feed, Optional.empty(), QUIET, PATIENT, node, second);
    feed.assertNext(FIRST);
    awaitLongPoll();

    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch takenOver = new CountDownLatch(1);
    node.answer(
        "getblocktemplate",
        params -> {
          asked.countDown();
          await(takenOver);
          return Answer.result(template(FakeNode.block(5)));
        });
    Thread refresh = new Thread(source::refresh);
    refresh.start();
    asked.await();
    node.set("bits", new JsonPrimitive("nonsense"));
    feed.assertNext("clean " + FakeNode.block(2));
    takenOver.countDown();
    refresh.join();
    assertTrue(feed.isEmpty());
  }

  @Test
  void aNodeThatStaysBehindIsFollowedInTheEnd() throws Exception {
    FakeNode second = newNode();
    tip(second, 435, 1);
    follow(new NodeTimings(HOUR, HOUR, SOON, SOON, SOON), node, second);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    feed.assertNext("clean " + FakeNode.block(1));
  }

  @Test
  @DisplayName("a node that comes back without its last blocks is waited for too")
  void aNodeThatWasSetBackIsWaitedFor() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    node.stop();
    feed.assertUnavailable("node " + node.endpoint());
    tip(node, 434, 1);
    node.restart();
    node.awaitCall("getblocktemplate");
    node.awaitCall("getblocktemplate");
    tip(node, 436, 2);
    assertEquals("clean " + FakeNode.block(2), feed.nextBut("unavailable"));
  }

  @Test
  @DisplayName("a chain that becomes shorter at the node that is followed is followed at once")
  void aReorganizationToALowerHeightIsFollowed() throws Exception {
    follow(QUIET, node);
    feed.assertNext(FIRST);
    awaitLongPoll();
    tip(node, 433, 1);
    feed.assertNext("clean " + FakeNode.block(1));
    tip(node, 434, 2);
    feed.assertNext("clean " + FakeNode.block(2));
  }

  @Test
  @DisplayName("a node that fails every long poll is asked for its tip instead")
  void longPollsThatFailAreNoOutage() throws Exception {
    for (Answer failure :
        List.of(Answer.error(500, -1, "no long polls"), new Answer(200, "<html>"))) {
      FakeNode pollless = newNode();
      CountDownLatch failed = new CountDownLatch(3);
      pollless.answer("getblocktemplate", params -> withoutLongPolls(params, 0, failed, failure));
      pollless.answer("getbestblockhash", params -> Answer.text(FakeNode.block(0)));
      JobFeed jobs = new JobFeed();
      follow(jobs, Optional.empty(), QUIET, pollless);
      jobs.assertNext("clean " + FakeNode.block(0));
      failed.await();
      pollless.answer("getblocktemplate", params -> withoutLongPolls(params, 1, failed, failure));
      pollless.answer("getbestblockhash", params -> Answer.text(FakeNode.block(1)));
      jobs.assertNext("clean " + FakeNode.block(1));
    }
  }

  private static Answer withoutLongPolls(
      JsonArray params, int tip, CountDownLatch failed, Answer failure) {
    if (params.toString().contains("longpollid")) {
      failed.countDown();
      return failure;
    }
    return Answer.result(template(FakeNode.block(tip)));
  }

  private static void tip(FakeNode moved, int height, int parent) {
    moved.change(
        template -> {
          template.addProperty("height", height);
          template.addProperty("previousblockhash", FakeNode.block(parent));
        });
  }

  @Test
  void nothingIsPublishedAfterTheEnd() throws Exception {
    NodeJobSource source = follow(QUIET, node);
    feed.assertNext(FIRST);
    source.close();
    source.close();
    node.tip(FakeNode.block(1));
    source.refresh();
    assertTrue(feed.isEmpty());
  }

  @Test
  void itServesOneServer() throws Exception {
    NodeJobSource source = follow(QUIET, node);
    assertThrows(IllegalStateException.class, () -> source.start(new JobFeed()));
  }

  private FakeNode newNode() throws IOException {
    FakeNode made = FakeNode.start();
    open.add(made);
    return made;
  }

  private NodeJobSource follow(NodeTimings timings, FakeNode... nodes) {
    return follow(feed, Optional.empty(), timings, nodes);
  }

  private NodeJobSource follow(
      JobFeed jobs, Optional<String> chain, NodeTimings timings, FakeNode... nodes) {
    return follow(jobs, chain, timings, TIMEOUT, nodes);
  }

  private NodeJobSource follow(
      JobFeed jobs,
      Optional<String> chain,
      NodeTimings timings,
      Duration timeout,
      FakeNode... nodes) {
    NodeJobSource source =
        NodeJobSource.of(
            Stream.of(nodes).map(one -> NodeClient.of(one.endpoint(), timeout)).toList(),
            JobFactory.payingTo(Bytes.fromHex("51")),
            chain,
            timings);
    open.add(0, source);
    source.start(jobs);
    return source;
  }

  /** Waits until the source has asked for what comes next. */
  private void awaitLongPoll() throws InterruptedException {
    while (!node.awaitCall("getblocktemplate").params().toString().contains("longpollid")) {
      // The question for the first template.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonObject template(String parent) {
    JsonObject template =
        com.google.gson.JsonParser.parseString(FakeNode.resource("gbt-436.json")).getAsJsonObject();
    template.addProperty("previousblockhash", parent);
    return template;
  }

  private static JsonObject withoutLongPoll(String parent) {
    JsonObject template = template(parent);
    template.remove("longpollid");
    return template;
  }
}
