package io.stratumj.examples.node.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.template.MalformedTemplateException;
import io.stratumj.examples.node.FakeNode;
import io.stratumj.examples.node.FakeNode.Answer;
import io.stratumj.examples.node.rpc.NodeException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a node that answers as real ones do, or as none should. */
class NodeClientTest {
  private static final Hash256 BLOCK = Hash256.fromDisplayHex(FakeNode.block(7));
  private static final Bytes BYTES = Bytes.fromHex("00");

  private final FakeNode node;
  private final NodeClient client;

  NodeClientTest() throws IOException {
    node = FakeNode.start();
    client = NodeClient.of(node.endpoint());
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  @Test
  void theTemplateOfARealNodeIsRead() throws Exception {
    assertEquals(436, client.template().height());
    assertEquals(
        "{\"rules\":[\"segwit\"]}", node.awaitCall("getblocktemplate").params().get(0).toString());
  }

  @Test
  void rulesTheNodeAsksForAreNamed() throws Exception {
    node.answer(
        "getblocktemplate",
        params ->
            params.toString().contains("mweb")
                ? Answer.result(template())
                : Answer.error(
                    500,
                    -8,
                    "getblocktemplate must be called with the segwit & mweb rule sets (call with"
                        + " {\"rules\": [\"mweb\", \"segwit\"]})"));
    assertEquals(436, client.template().height());
    client.template();
    assertFalse(node.awaitCall("getblocktemplate").params().toString().contains("mweb"));
    assertTrue(node.awaitCall("getblocktemplate").params().toString().contains("mweb"));
    assertTrue(node.awaitCall("getblocktemplate").params().toString().contains("mweb"), "at once");
  }

  @Test
  void aRuleNobodyKnowsIsARefusal() {
    node.answer(
        "getblocktemplate", params -> Answer.error(500, -8, "must be called with frobnication"));
    assertProblem(Kind.REFUSED, "frobnication (error -8)", client::template);
  }

  @Test
  void aLongPollWaitsAndIsAnswered() throws Exception {
    String id = client.template().longPollId().orElseThrow();
    try (LongPoll poll = client.longPoll(id)) {
      node.awaitCall("getblocktemplate");
      assertTrue(node.awaitCall("getblocktemplate").params().toString().contains(id));
      assertFalse(poll.answer().isDone());
      node.tip(FakeNode.block(7));
      assertEquals(BLOCK, poll.answer().get().previousHash());
    }
  }

  @Test
  void anErrorIsTheSameWithEveryHttpStatus() {
    for (int status : List.of(200, 404, 500)) {
      node.answer("getbestblockhash", params -> Answer.error(status, -28, "Loading block index"));
      NodeException refused =
          assertProblem(
              Kind.REFUSED,
              "getbestblockhash: Loading block index (error -28)",
              client::bestBlockHash);
      assertEquals(-28, refused.code().getAsInt());
    }
  }

  @Test
  void anErrorInPlaceOfATemplateIsAnErrorToo() {
    for (int status : List.of(200, 500)) {
      node.answer("getblocktemplate", params -> Answer.error(status, -10, "initial sync"));
      assertProblem(Kind.REFUSED, "getblocktemplate: initial sync (error -10)", client::template);
    }
  }

  @Test
  void aTemplateWithoutAFieldIsRefusedByName() {
    JsonObject poor = template();
    poor.remove("bits");
    node.answer("getblocktemplate", params -> Answer.result(poor));
    assertEquals("bits", assertThrows(MalformedTemplateException.class, client::template).field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "<html>Work queue depth exceeded</html>",
        "{\"result\":\"\\u0000\"}",
        "{\"error\":null}",
        "{\"error\":\"no\"}",
        "{\"error\":{\"code\":\"x\"}}",
        "{\"error\":{\"code\":1e99}}",
        "{\"result\":5,\"error\":null}",
        "{\"result\":\"zz\",\"error\":null}",
        "{\"result\":null,\"error\":null}",
        "{'result':null}",
      })
  void nonsenseIsCalledThat(String body) {
    for (int status : List.of(200, 503)) {
      node.answer("getbestblockhash", params -> new Answer(status, body));
      NodeException nonsense = assertProblem(Kind.NONSENSE, "", client::bestBlockHash);
      assertTrue(nonsense.getMessage().matches("\\P{Cntrl}{1,400}"), nonsense.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"chain\":5}",
        "{\"chain\":\"main\",\"blocks\":1.5}",
        "{\"chain\":\"main\",\"blocks\":1,\"initialblockdownload\":\"no\"}",
      })
  void nonsenseAboutTheChainIsCalledThat(String info) {
    node.answer(
        "getblockchaininfo", params -> new Answer(200, "{\"error\":null,\"result\":" + info + "}"));
    assertProblem(Kind.NONSENSE, "getblockchaininfo", client::chainState);
  }

  @Test
  void theWordsOfANodeAreOneBoundedLine() {
    node.answer(
        "getbestblockhash",
        params -> Answer.error(500, -1, "a\nWARN forged \u001b[31m" + "x".repeat(10_000)));
    NodeException refused = assertProblem(Kind.REFUSED, "a?WARN forged ?", client::bestBlockHash);
    assertTrue(refused.getMessage().length() < 400, refused.getMessage());
  }

  @Test
  void theNameOfAChainIsOneBoundedLine() throws Exception {
    node.chain("main\nWARN forged" + "x".repeat(1_000), false);
    String name = client.chainState().name();
    assertTrue(name.startsWith("main?WARN forged") && name.length() < 400, name);
  }

  /** Whatever is wrong with the address: a password in it is not for the log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:topsecret@a:1",
        "ftp://u:topsecret@a",
        "http://u:topsecret%@a:1",
        "http://u:topsecret@a_b:1",
        "http://u:topsecret@a:66000",
        "u:topsecret@a:1"
      })
  void aPasswordInAnAddressIsNotRepeated(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> NodeEndpoint.of(url));
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains("topsecret"), trace.toString());
  }

  @Test
  void aWrongPasswordIsNamedWithoutThePassword() {
    node.answer("getbestblockhash", params -> new Answer(401, ""));
    NodeClient known =
        NodeClient.of(node.endpoint().with(NodeCredentials.password("pool", "topsecret")));
    NodeException refused =
        assertProblem(Kind.UNAUTHORIZED, "refuses the user or the password", known::bestBlockHash);
    assertFalse(refused.toString().contains("topsecret"));
    assertFalse(known.endpoint().credentials().toString().contains("topsecret"));
  }

  @Test
  void credentialsAreSentAsBasic() throws Exception {
    NodeClient.of(node.endpoint().with(NodeCredentials.password("pool", "p:ä"))).bestBlockHash();
    assertEquals(basic("pool:p:ä"), node.awaitCall("getbestblockhash").authorization());
  }

  @Test
  void theCookieIsReadAnewWhenTheNodeHasAnother(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve(".cookie"), "__cookie__:1\n");
    NodeClient known = NodeClient.of(node.endpoint().with(NodeCredentials.cookieFile(file)));
    known.bestBlockHash();
    assertEquals(basic("__cookie__:1"), node.awaitCall("getbestblockhash").authorization());
    // The node restarts between the reading of the file and the answer.
    node.answer(
        "getbestblockhash",
        params -> {
          write(file, "__cookie__:2");
          node.answer("getbestblockhash", again -> Answer.text(FakeNode.block(7)));
          return new Answer(401, "");
        });
    assertEquals(BLOCK, known.bestBlockHash());
    assertEquals(basic("__cookie__:1"), node.awaitCall("getbestblockhash").authorization());
    assertEquals(basic("__cookie__:2"), node.awaitCall("getbestblockhash").authorization());
  }

  @Test
  void aCookieThatIsNoneIsNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing");
    assertCookieProblem("there is no cookie file " + missing, missing);
    assertCookieProblem("has no colon", Files.writeString(folder.resolve("a"), "x"));
    assertCookieProblem("too long", Files.writeString(folder.resolve("b"), "x".repeat(5_000)));
    assertCookieProblem("is no text", Files.write(folder.resolve("c"), new byte[] {-1, -2}));
  }

  @Test
  void anAnswerThatNeverComesIsGivenUp() {
    node.hang("getbestblockhash");
    NodeClient hasty = NodeClient.of(node.endpoint(), Duration.ofMillis(50));
    assertProblem(Kind.TIMEOUT, "no answer within 50 ms", hasty::bestBlockHash);
  }

  @Test
  void anAnswerThatIsTooLongEnds() {
    HttpExchanges http = new HttpExchanges(node.endpoint());
    node.answer("m", params -> new Answer(200, "x".repeat(100_001)));
    assertProblem(
        Kind.NONSENSE,
        "the answer is too long",
        () -> http.exchange("{\"method\":\"m\",\"params\":[]}", Duration.ofSeconds(10), 100_000));
  }

  @Test
  void aNodeThatIsGoneIsNamed() {
    node.stop();
    NodeException gone =
        assertProblem(Kind.UNREACHABLE, "connection refused", client::bestBlockHash);
    assertTrue(gone.getMessage().startsWith("node " + node.endpoint()), gone.getMessage());
  }

  @Test
  void theScriptOfAnAddressComesFromTheNode() throws Exception {
    JsonObject valid = new JsonObject();
    valid.addProperty("isvalid", true);
    valid.addProperty("scriptPubKey", "0014" + "ab".repeat(20));
    JsonObject invalid = new JsonObject();
    invalid.addProperty("isvalid", false);
    node.answer(
        "validateaddress",
        params -> Answer.result(params.toString().equals("[\"good\"]") ? valid : invalid));
    assertEquals(Optional.of(Bytes.fromHex("0014" + "ab".repeat(20))), client.scriptOf("good"));
    assertEquals(Optional.empty(), client.scriptOf("bad"));
  }

  @Test
  void aBlockIsWhereTheBestChainSays() throws Exception {
    JsonObject block = new JsonObject();
    block.addProperty("height", 435);
    block.addProperty("confirmations", 3);
    node.answer("getblock", params -> Answer.result(block));
    node.answer("getblockhash", params -> Answer.text(FakeNode.block(7)));
    assertEquals(ChainPlace.BEST_CHAIN, client.placeOf(BLOCK), "below the tip");
    node.answer("getblockhash", params -> Answer.text(FakeNode.block(8)));
    assertEquals(ChainPlace.SIDE_CHAIN, client.placeOf(BLOCK), "whatever the confirmations");
    node.tip(FakeNode.block(7));
    assertEquals(ChainPlace.BEST_CHAIN, client.placeOf(BLOCK), "the tip");
    node.tip(FakeNode.block(8));
    node.answer("getblock", params -> Answer.error(500, -5, "Block not found"));
    assertEquals(ChainPlace.ABSENT, client.placeOf(BLOCK), "as Core says it");
    node.answer("getblock", params -> Answer.error(200, -1, "Block not found"));
    assertEquals(ChainPlace.ABSENT, client.placeOf(BLOCK), "as bcoin says it");
  }

  @Test
  void aNodeThatDoesNotSaySyncingSaysItsProgress() throws Exception {
    JsonObject info = new JsonObject();
    info.addProperty("chain", "main");
    info.addProperty("blocks", 5);
    node.answer("getblockchaininfo", params -> Answer.result(info));
    assertFalse(client.chainState().syncing());
    info.addProperty("verificationprogress", 0.99);
    assertTrue(client.chainState().syncing());
    info.addProperty("verificationprogress", 1);
    assertFalse(client.chainState().syncing());
  }

  @Test
  void whatANodeSaysToABlockIsUnderstood() throws Exception {
    assertSubmitted(SubmitAnswer.Meaning.DUPLICATE, "duplicate", "rejected: duplicate");
    assertSubmitted(SubmitAnswer.Meaning.INCONCLUSIVE, "inconclusive", "inconclusive");
    assertSubmitted(
        SubmitAnswer.Meaning.INCONCLUSIVE, "duplicate-inconclusive", "duplicate-inconclusive");
    assertSubmitted(SubmitAnswer.Meaning.REFUSED, "duplicate-invalid", "duplicate-invalid");
    assertSubmitted(SubmitAnswer.Meaning.REFUSED, "high-hash", "rejected: high-hash");
    node.answer("submitblock", params -> Answer.result(new JsonPrimitive(5)));
    assertProblem(Kind.NONSENSE, "submitblock is no string", () -> client.submit(BYTES));
  }

  private void assertSubmitted(SubmitAnswer.Meaning meaning, String words, String result)
      throws Exception {
    node.answer("submitblock", params -> Answer.text(result));
    assertEquals(new SubmitAnswer(meaning, words), client.submit(BYTES));
  }

  private void assertCookieProblem(String words, Path file) {
    NodeClient known = NodeClient.of(node.endpoint().with(NodeCredentials.cookieFile(file)));
    assertProblem(Kind.UNAUTHORIZED, words, known::bestBlockHash);
  }

  private static NodeException assertProblem(Kind kind, String words, Executable question) {
    NodeException problem = assertThrows(NodeException.class, question);
    assertEquals(kind, problem.kind(), problem.getMessage());
    assertTrue(problem.getMessage().contains(words), problem.getMessage());
    return problem;
  }

  private JsonObject template() {
    return com.google.gson.JsonParser.parseString(FakeNode.resource("gbt-436.json"))
        .getAsJsonObject();
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
