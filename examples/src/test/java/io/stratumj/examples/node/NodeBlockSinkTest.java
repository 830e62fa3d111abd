package io.stratumj.examples.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.BlockVerdict.Accepted;
import io.stratumj.core.spi.BlockVerdict.Duplicate;
import io.stratumj.core.spi.BlockVerdict.Inconclusive;
import io.stratumj.core.spi.BlockVerdict.Rejected;
import io.stratumj.core.spi.BlockVerdict.Unknown;
import io.stratumj.examples.node.FakeNode.Answer;
import io.stratumj.examples.node.rpc.ChainPlace;
import io.stratumj.examples.node.rpc.NodeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S8: from a candidate to what a node really has, and no block lost on the way. */
class NodeBlockSinkTest {
  private static final BlockVerdict ACCEPTED = new Accepted();
  private static final Answer NULL = Answer.result(JsonNull.INSTANCE);
  private static final Duration SOON = Duration.ofMillis(10);
  private final Instant old = Instant.now().minus(Duration.ofMinutes(5));

  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicInteger moves = new AtomicInteger();
  private FakeNode node;
  private CandidateFolder files;
  private NodeBlockSink sink;

  @BeforeEach
  void startNode() throws IOException {
    node = newNode();
    files = CandidateFolder.open(folder);
    sink = sink(SOON, node);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  /** The recorded answers and, where the node took the block, where the recording says it was. */
  @Test
  @DisplayName("S8: every recorded answer of two real nodes has the right verdict")
  void everyRecordedAnswerIsUnderstood() throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    int number = 0;
    for (SubmitAnswers.Recorded recorded : SubmitAnswers.all()) {
      number++;
      boolean side = recorded.block().matches(".*(stale|side block).*");
      node.answer("submitblock", params -> recorded.answer());
      beInChain(number, !side);
      BlockVerdict verdict = submit(number);
      verdicts.put(recorded.node() + ", " + recorded.block(), words(verdict));
      boolean open =
          verdict instanceof Unknown
              || verdict instanceof Inconclusive
              || verdict instanceof Duplicate;
      assertEquals(open, files.kept().contains(Candidates.hash(number)));
    }
    assertEquals(EXPECTED.strip(), lines(verdicts));
  }

  private static final String EXPECTED =
      """
      bcoin, bad bits: Rejected high-hash
      bcoin, bad merkle root: Rejected bad-txnmrklroot
      bcoin, bad witness commitment: Rejected bad-witness-merkle-match
      bcoin, coinbase value +1: Rejected bad-cb-amount
      bcoin, coinbase value -1: Accepted
      bcoin, empty: Rejected NODE: submitblock: Out of bounds read (offset=0). (error -22)
      bcoin, good: Accepted
      bcoin, high hash (PoW): Rejected high-hash
      bcoin, no witness in coinbase (txs=0): Accepted
      bcoin, not hex / garbage: Rejected NODE: submitblock: Param #0 must be a hex string. (error -3)
      bcoin, same block again: Accepted
      bcoin, side block again: Duplicate
      bcoin, time too new: Unknown
      bcoin, time too old: Rejected time-too-old
      bcoin, trailing bytes: Accepted
      bcoin, truncated: Rejected NODE: submitblock: Out of bounds read (offset=150). (error -22)
      bcoin, unknown parent: Unknown
      bcoin, valid, stale (same parent, 2nd): Inconclusive
      bcoin, version 1: Accepted
      bcoin, wrong height in coinbase: Accepted
      litecoind, bad bits: Rejected high-hash
      litecoind, bad merkle root: Rejected bad-txnmrklroot
      litecoind, bad witness commitment: Rejected bad-witness-merkle-match
      litecoind, coinbase value +1: Rejected bad-cb-amount
      litecoind, coinbase value -1: Accepted
      litecoind, empty: Rejected NODE: submitblock: Block decode failed (error -22)
      litecoind, good: Accepted
      litecoind, high hash (PoW): Rejected high-hash
      litecoind, no witness in coinbase (txs=1): Accepted
      litecoind, not hex / garbage: Rejected NODE: submitblock: Block decode failed (error -22)
      litecoind, same block again: Accepted
      litecoind, side block again: Duplicate
      litecoind, time too new: Unknown
      litecoind, time too old: Rejected time-too-old
      litecoind, trailing bytes: Accepted
      litecoind, truncated: Rejected NODE: submitblock: Block decode failed (error -22)
      litecoind, unknown parent: Unknown
      litecoind, valid, stale (same parent, 2nd): Inconclusive
      litecoind, version 1: Rejected bad-version(0x00000001)
      litecoind, wrong height in coinbase: Rejected bad-cb-height
      """;

  @Test
  @DisplayName("S8: a candidate is on the disk, whole, before the node hears of it")
  void theFileComesFirst() throws Exception {
    List<Optional<Bytes>> seen = new ArrayList<>();
    node.answer(
        "submitblock",
        params -> {
          seen.add(read(1));
          return NULL;
        });
    beInChain(1, true);
    assertEquals(ACCEPTED, submit(1));
    assertEquals(List.of(Optional.of(Candidates.block(1))), seen);
    assertEquals(List.of(), files.kept(), "the verdict is final");
    assertEquals(
        Candidates.block(1).toHex(), node.awaitCall("submitblock").params().get(0).getAsString());
  }

  @Test
  @DisplayName("S8: null is no acceptance: the node must have the block")
  void anAnswerWithoutTheBlockIsUnknown() throws Exception {
    node.answer("submitblock", params -> NULL);
    node.answer("getblock", params -> Answer.error(500, -5, "Block not found"));
    assertInstanceOf(Unknown.class, submit(1));
    assertEquals(List.of(Candidates.hash(1)), files.kept());
  }

  @Test
  @DisplayName("S8: whatever a node says, a block it then does not have is asked after again")
  void noAnswerStandsForABlockTheNodeDoesNotHave() throws Exception {
    node.answer("getblock", params -> Answer.error(500, -5, "Block not found"));
    for (String said :
        List.of("inconclusive", "duplicate", "rejected: duplicate", "duplicate-inconclusive")) {
      node.answer("submitblock", params -> Answer.text(said));
      Unknown verdict = assertInstanceOf(Unknown.class, submit(1), said);
      assertTrue(verdict.detail().contains(said.replaceAll(".* ", "")), verdict.detail());
      assertEquals(List.of(Candidates.hash(1)), files.kept(), said);
    }
    node.answer("submitblock", params -> Answer.text("duplicate"));
    beInChain(1, true);
    assertEquals(ACCEPTED, submit(1));
    assertEquals(List.of(), files.kept());
  }

  @Test
  @DisplayName("S8: a block beside the best chain is kept until that chain is far ahead of it")
  void aRaceIsNotSettledBeforeItIsDecided() throws Exception {
    node.answer("submitblock", params -> Answer.text("inconclusive"));
    beInChain(1, false);
    tipAt(430 + ChainPlace.DEPTH_SETTLED - 1);
    assertEquals(new Inconclusive(), submit(1), "what there is to tell is told");
    assertEquals(List.of(Candidates.hash(1)), files.kept());
    node.answer("submitblock", params -> Answer.text("duplicate"));
    assertEquals(new Duplicate(), submit(1));
    assertEquals(List.of(Candidates.hash(1)), files.kept());
    tipAt(430 + ChainPlace.DEPTH_SETTLED);
    assertEquals(new Duplicate(), submit(1));
    assertEquals(List.of(), files.kept(), "nobody will build on it any more");
  }

  @Test
  @DisplayName("S8: a block beside the best chain that gets into it after all is accepted")
  void aRaceMayBeWonLate() throws Exception {
    node.answer("submitblock", params -> Answer.text("inconclusive"));
    beInChain(1, false);
    assertEquals(new Inconclusive(), submit(1));
    beInChain(1, true);
    sink.start();
    awaitNoFiles();
  }

  @Test
  @DisplayName("S8: a node that has thrown the block away since still knows where it was")
  void aPrunedBlockHasItsPlace() throws Exception {
    node.answer("submitblock", params -> Answer.text("duplicate"));
    beInChain(1, true);
    JsonObject header = new JsonObject();
    header.addProperty("height", 430);
    node.answer("getblock", params -> Answer.error(500, -1, "Block not available (pruned data)"));
    node.answer("getblockheader", params -> Answer.result(header));
    assertEquals(ACCEPTED, submit(1));
  }

  @Test
  @DisplayName("S8: a node that was set back does not know the parent yet, and is asked again")
  void aRefusalThatTimeMayHealIsNoVerdict() throws Exception {
    for (String refusal : List.of("prev-blk-not-found", "rejected: bad-prevblk", "time-too-new")) {
      node.answer("submitblock", params -> Answer.text(refusal));
      Unknown verdict = assertInstanceOf(Unknown.class, submit(1), refusal);
      assertTrue(refusal.endsWith(verdict.detail().replaceAll(".* ", "")), verdict.detail());
    }
    assertEquals(0, moves.get());
    assertEquals(List.of(Candidates.hash(1)), files.kept());
    node.answer("submitblock", params -> NULL);
    beInChain(1, true);
    assertEquals(ACCEPTED, submit(1));
    assertEquals(List.of(), files.kept());
  }

  @Test
  @DisplayName("S8: an error of the node, a wrong password, nonsense and silence are no verdict")
  void failuresAreTriedAgain() throws Exception {
    List<Answer> answers =
        List.of(
            Answer.error(500, -28, "Loading block index"),
            Answer.error(404, -32601, "Method not found"),
            new Answer(401, ""),
            new Answer(200, "<html>"));
    for (Answer answer : answers) {
      node.answer("submitblock", params -> answer);
      assertInstanceOf(Unknown.class, submit(1), answer.toString());
    }
    node.stop();
    assertInstanceOf(Unknown.class, submit(1));
    assertEquals(List.of(Candidates.hash(1)), files.kept());
    node.restart();
    node.answer("submitblock", params -> NULL);
    beInChain(1, true);
    assertEquals(ACCEPTED, submit(1));
    assertEquals(List.of(), files.kept());
  }

  @Test
  @DisplayName("S8: what an earlier run left is submitted at the start, until it is settled")
  void filesAreSubmittedAtTheStart() throws Exception {
    files.keep(Candidates.hash(1), Candidates.block(1));
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch settled = new CountDownLatch(3);
    node.answer(
        "submitblock",
        params -> {
          settled.countDown();
          return tries.incrementAndGet() < 3 ? Answer.error(500, -28, "Loading") : NULL;
        });
    beInChain(1, true);
    sink.start();
    assertTrue(settled.await(30, TimeUnit.SECONDS));
    assertEquals(
        Candidates.block(1).toHex(), node.awaitCall("submitblock").params().get(0).getAsString());
    node.awaitCall("getbestblockhash");
    node.awaitCall("getblockhash"); // the last question there is
    sink.close();
  }

  @Test
  void aFileThatIsNoBlockIsLeftAloneAndHoldsUpNothing() throws Exception {
    Files.writeString(folder.resolve(Candidates.hash(1).toDisplayHex() + ".hex"), "no hex");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    files.keep(Candidates.hash(2), Candidates.block(2));
    node.answer("submitblock", params -> NULL);
    beInChain(2, true);
    sink.start();
    assertEquals(
        Candidates.block(2).toHex(), node.awaitCall("submitblock").params().get(0).getAsString());
    assertTrue(Files.exists(folder.resolve("notes.txt")));
  }

  @Test
  @DisplayName("S8: a file that is no block of that name is written anew")
  void whatIsInTheWayOfABlockIsReplaced() throws Exception {
    Path file = folder.resolve(Candidates.hash(1).toDisplayHex() + ".hex");
    for (String garbage : List.of("", "no hex", "00", Candidates.block(2).toHex())) {
      Files.writeString(file, garbage);
      files.keep(Candidates.hash(1), Candidates.block(1));
      assertEquals(Candidates.block(1), files.read(Candidates.hash(1)), garbage);
    }
  }

  @Test
  @DisplayName("S8: what the server does not try any more is in its file")
  void theServersLastResortIsTheFile() throws Exception {
    sink.keep(Candidates.candidate(1), "closed");
    sink.keep(Candidates.candidate(1), "closed");
    assertEquals(Optional.of(Candidates.block(1)), read(1));
    var bare = Candidates.candidate(2, Optional.empty(), false);
    assertThrows(IOException.class, () -> sink.keep(bare, "closed"), "for the log then");
  }

  @Test
  @DisplayName("S8: a block whose file was written to its end, but not named, is submitted")
  void aWholeBlockUnderAnotherNameIsSubmitted() throws Exception {
    unfinished(1, Candidates.block(1).toHex() + "\n", old);
    node.answer("submitblock", params -> NULL);
    beInChain(1, true);
    sink.start();
    assertEquals(
        Candidates.block(1).toHex(), node.awaitCall("submitblock").params().get(0).getAsString());
    awaitNoFiles();
  }

  @Test
  @DisplayName(
      "S8: files whose writing was cut short are removed, but not while somebody may write")
  void unfinishedFilesDoNotGather() throws Exception {
    Path cut = unfinished(1, Candidates.block(1).toHex(), old);
    Path empty = unfinished(2, "", old);
    Path garbage = unfinished(3, "no hex\n", old);
    Path young = unfinished(4, Candidates.block(4).toHex().substring(9), Instant.now());
    Path whole = unfinished(5, Candidates.block(5).toHex() + "\n", old);
    Path others = Files.writeString(folder.resolve("notes.unfinished"), "mine");
    Path trial = Files.writeString(folder.resolve("trial7.unfinished"), "");
    Files.setLastModifiedTime(trial, FileTime.from(old));
    Files.setLastModifiedTime(others, FileTime.from(old));
    List<String> done = files.tidy();
    assertEquals(5, done.size(), done.toString());
    for (Path gone : List.of(cut, empty, garbage, whole, trial)) {
      assertFalse(Files.exists(gone), gone.toString());
    }
    assertTrue(Files.exists(young));
    assertTrue(Files.exists(others));
    assertEquals(List.of(Candidates.hash(5)), files.kept());
    assertEquals(Candidates.block(5), files.read(Candidates.hash(5)));
    assertEquals(List.of(), files.tidy());
  }

  @Test
  @DisplayName("S8: a disk that is full costs no block")
  void aBlockThatCannotBeWrittenIsSubmittedAllTheSame() throws Exception {
    node.answer("submitblock", params -> NULL);
    beInChain(1, true);
    try (Stream<Path> names = Files.list(folder)) {
      assertEquals(0, names.count());
    }
    Files.delete(folder);
    assertEquals(ACCEPTED, submit(1));
    Files.createDirectory(folder);
  }

  @Test
  @DisplayName("the next job does not wait for the verdict")
  void theTipMovesBeforeTheVerdictIsThere() throws Exception {
    CountDownLatch moved = new CountDownLatch(1);
    NodeBlockSink refreshing =
        keep(NodeBlockSink.of(List.of(NodeClient.of(node.endpoint())), files, moved::countDown));
    node.answer("submitblock", params -> NULL);
    node.answer(
        "getbestblockhash",
        params ->
            await(moved) ? Answer.text(FakeNode.block(1)) : Answer.error(500, -1, "too late"));
    assertEquals(ACCEPTED, verdict(refreshing, 1));
  }

  @Test
  void aRefusedBlockMovesNoTip() throws Exception {
    node.answer("submitblock", params -> Answer.text("high-hash"));
    assertEquals(new Rejected("high-hash"), submit(1));
    assertEquals(0, moves.get());
  }

  @Test
  @DisplayName("S8: with several nodes any acceptance counts, and at once")
  void oneAcceptanceIsEnough() throws Exception {
    FakeNode hanging = newNode().hang("submitblock");
    FakeNode refusing = newNode();
    refusing.answer("submitblock", params -> Answer.text("prev-blk-not-found"));
    NodeBlockSink three = sink(SOON, hanging, refusing, node);
    node.answer("submitblock", params -> NULL);
    beInChain(1, true);
    assertEquals(ACCEPTED, verdict(three, 1));
    hanging.awaitCall("submitblock");
    refusing.awaitCall("submitblock");
  }

  @Test
  @DisplayName("S8: a refusal is none while another node has not answered")
  void aNodeThatIsDownKeepsTheQuestionOpen() throws Exception {
    FakeNode down = newNode();
    down.stop();
    node.answer("submitblock", params -> Answer.text("prev-blk-not-found"));
    NodeBlockSink two = sink(SOON, node, down);
    assertInstanceOf(Unknown.class, verdict(two, 1));
    assertEquals(List.of(Candidates.hash(1)), files.kept());
  }

  @Test
  @DisplayName("S8: a second block is submitted while the first is")
  void blocksDoNotWaitForEachOther() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    node.answer(
        "submitblock",
        params -> {
          both.countDown();
          try {
            return both.await(30, TimeUnit.SECONDS) ? NULL : Answer.text("alone");
          } catch (InterruptedException e) {
            return Answer.text("interrupted");
          }
        });
    beInChain(1, true);
    CompletableFuture<BlockVerdict> first = later(sink, 1);
    CompletableFuture<BlockVerdict> second = later(sink, 2);
    assertEquals(ACCEPTED, first.get(60, TimeUnit.SECONDS));
    second.get(60, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("S8: a block that is found now does not wait behind those that are kept")
  void keptBlocksHoldUpNoNewOne() throws Exception {
    for (int number = 2; number < 150; number++) {
      files.keep(Candidates.hash(number), Candidates.block(number));
    }
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch judged = new CountDownLatch(1);
    node.answer(
        "submitblock",
        params -> {
          if (params.get(0).getAsString().equals(Candidates.block(1).toHex())) {
            return NULL;
          }
          first.countDown();
          return await(judged) ? Answer.text("high-hash") : NULL;
        });
    beInChain(1, true);
    sink.start();
    assertTrue(first.await(30, TimeUnit.SECONDS));
    assertEquals(ACCEPTED, submit(1));
    judged.countDown();
    awaitNoFiles();
  }

  @Test
  @DisplayName("S8: a block that is being submitted is not submitted beside itself")
  void aBlockDoesNotWaitBehindItself() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    node.answer(
        "submitblock",
        params -> {
          times.incrementAndGet();
          return await(answered) ? NULL : Answer.text("high-hash");
        });
    beInChain(1, true);
    List<CompletableFuture<BlockVerdict>> attempts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      attempts.add(later(sink, 1));
    }
    answered.countDown();
    for (CompletableFuture<BlockVerdict> attempt : attempts) {
      assertEquals(ACCEPTED, attempt.get(60, TimeUnit.SECONDS));
    }
    assertEquals(1, times.get());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aNodeThatIsFarBehindIsAsGoodAsNone() throws Exception {
    node.hang("submitblock");
    int number = 0;
    CompletableFuture<BlockVerdict> last;
    do {
      number++;
      last = later(sink, number);
    } while (!last.isDone() && number < 1_000);
    Unknown full = assertInstanceOf(Unknown.class, last.get(1, TimeUnit.SECONDS));
    assertTrue(full.detail().contains("blocks wait for it"), full.detail());
    assertEquals(number, files.kept().size(), "and every block is kept");
  }

  @Test
  void aCandidateWithoutBlockIsToldApartFromOneThatNeverHasOne() throws Exception {
    var unassembled = Candidates.candidate(1, Optional.empty(), true);
    assertInstanceOf(
        Unknown.class, sink.submit(unassembled).toCompletableFuture().get(1, TimeUnit.SECONDS));
    var bare = Candidates.candidate(2, Optional.empty(), false);
    assertInstanceOf(
        Rejected.class, sink.submit(bare).toCompletableFuture().get(1, TimeUnit.SECONDS));
    assertFalse(node.wasCalled("submitblock"));
  }

  @Test
  void verdictsAreWeighed() {
    assertEquals(new Inconclusive(), weighed(new Rejected("a"), new Inconclusive(), unknown()));
    assertEquals(new Duplicate(), weighed(unknown(), new Duplicate(), new Rejected("a")));
    assertEquals(unknown(), weighed(new Rejected("a"), unknown()));
    assertEquals(new Rejected("a"), weighed(new Rejected("a")));
    assertEquals(ACCEPTED, weighed(new Inconclusive(), new Duplicate(), ACCEPTED));
  }

  @Test
  @DisplayName("S8: it is settled when no node may turn it over any more")
  void oneNodeKeepsTheRaceOpen() {
    NodeVerdict settled = NodeVerdict.settled(new Inconclusive());
    NodeVerdict open = NodeVerdict.open(new Inconclusive());
    assertEquals(open, ofAll(settled, open));
    assertEquals(open, ofAll(open, settled));
    assertEquals(settled, ofAll(settled, NodeVerdict.settled(new Rejected("a"))));
  }

  private static Unknown unknown() {
    return new Unknown("no answer");
  }

  private static BlockVerdict weighed(BlockVerdict... verdicts) {
    return ofAll(Stream.of(verdicts).map(NodeVerdict::settled).toArray(NodeVerdict[]::new))
        .verdict();
  }

  private static NodeVerdict ofAll(NodeVerdict... verdicts) {
    return VerdictOfAll.of(Stream.of(verdicts).map(CompletableFuture::completedFuture).toList())
        .join();
  }

  private FakeNode newNode() throws IOException {
    return keep(FakeNode.start());
  }

  private NodeBlockSink sink(Duration retry, FakeNode... nodes) {
    return keep(
        NodeBlockSink.of(
            Stream.of(nodes).map(one -> NodeClient.of(one.endpoint())).toList(),
            files,
            moves::incrementAndGet,
            retry));
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.add(0, part);
    return part;
  }

  /** The node has this block, in its best chain or beside it, and is some blocks further. */
  private void beInChain(int number, boolean best) {
    JsonObject block = new JsonObject();
    block.addProperty("height", 430);
    node.answer("getblock", params -> Answer.result(block));
    node.answer("getblockhash", params -> Answer.text(FakeNode.block(best ? number : 99_999)));
  }

  private void tipAt(int height) {
    node.answer("getblockcount", params -> Answer.result(new JsonPrimitive(height)));
  }

  /** A file that was not given its name. */
  private Path unfinished(int number, String content, Instant written) throws IOException {
    String name = Candidates.hash(number).toDisplayHex() + "123.unfinished";
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }

  /** Waits until every block is settled. */
  private void awaitNoFiles() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!files.kept().isEmpty()) {
      assertTrue(System.nanoTime() - deadline < 0, () -> "still there: " + folder);
      Thread.onSpinWait();
    }
  }

  private BlockVerdict submit(int number) throws Exception {
    return verdict(sink, number);
  }

  private static BlockVerdict verdict(NodeBlockSink sink, int number) throws Exception {
    return later(sink, number).get(60, TimeUnit.SECONDS);
  }

  private static CompletableFuture<BlockVerdict> later(NodeBlockSink sink, int number) {
    return sink.submit(Candidates.candidate(number)).toCompletableFuture();
  }

  private Optional<Bytes> read(int number) {
    try {
      return Optional.of(files.read(Candidates.hash(number)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String words(BlockVerdict verdict) {
    return verdict instanceof Rejected rejected
        ? "Rejected " + rejected.reason().replace("node " + node.endpoint(), "NODE")
        : verdict.getClass().getSimpleName();
  }

  private static String lines(Map<String, String> verdicts) {
    StringBuilder lines = new StringBuilder();
    verdicts.forEach((block, verdict) -> lines.append(block + ": " + verdict + "\n"));
    return lines.toString().strip();
  }
}
