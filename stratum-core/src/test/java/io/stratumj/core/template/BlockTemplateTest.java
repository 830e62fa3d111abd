package io.stratumj.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.stratumj.api.work.Bytes;
import io.stratumj.core.template.RecordedBlock.Resources;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BlockTemplateTest {
  private static final String SEGWIT_5_TX = RecordedBlock.load("sha256d-bcoin-5tx", 445).template();
  private static final String BEFORE_SEGWIT =
      RecordedBlock.load("sha256d-bcoin-presegwit-from-genesis", 1).template();

  @Test
  void everyFieldAPoolNeedsIsRead() {
    BlockTemplate template = BlockTemplate.parse(SEGWIT_5_TX);
    assertEquals(445, template.height());
    assertEquals(0x20000000, template.version());
    assertEquals(0x207fffff, template.nBits());
    assertEquals(0x6b03111b, template.curTime());
    assertTrue(Integer.compareUnsigned(template.minTime(), template.curTime()) < 0);
    assertEquals(1250014060, template.coinbaseValue());
    assertEquals(List.of(Bytes.fromHex("6d696e65642062792062636f696e")), template.coinbaseAux());
    assertEquals(5, template.transactions().size());
    assertTrue(template.segwit());
    assertTrue(template.mweb().isEmpty());
    assertTrue(template.longPollId().isPresent());
    assertTrue(template.toString().length() < 200, template.toString());
  }

  @Test
  void theJsonRpcReplyGivesTheSameAsTheBareResult() {
    String reply = "{\"id\":1,\"result\":" + SEGWIT_5_TX + ",\"error\":null}";
    assertEquals(BlockTemplate.parse(SEGWIT_5_TX), BlockTemplate.parse(reply));
  }

  @Test
  void anErrorReplyIsRefusedWithTheNodesWords() {
    String reply =
        "{\"result\":null,\"error\":{\"code\":-9,\"message\":\"not connected!\"},\"id\":1}";
    MalformedTemplateException refusal = refusal(reply);
    assertEquals("error", refusal.field());
    assertTrue(String.valueOf(refusal.getMessage()).contains("not connected!"));
  }

  @Test // a node sends the commitment before segwit is active, and then refuses a witness
  void theRulesDecideAboutSegwitAndNotTheCommitment() {
    assertTrue(BEFORE_SEGWIT.contains("default_witness_commitment"));
    assertFalse(BlockTemplate.parse(BEFORE_SEGWIT).segwit());
    assertTrue(BlockTemplate.parse(with(BEFORE_SEGWIT, rules("segwit"))).segwit());
    assertTrue(BlockTemplate.parse(with(BEFORE_SEGWIT, rules("csv", "!segwit"))).segwit());
    assertFalse(BlockTemplate.parse(with(BEFORE_SEGWIT, o -> o.remove("rules"))).segwit());
  }

  @Test // BIP9
  void aMandatoryRuleNobodyKnowsIsRefused() {
    assertRefused("rules", rules("!segwit", "!swordfish"));
    assertEquals(445, parseWith(rules("!segwit", "swordfish")).height());
  }

  @Test // BIP325
  void aSignetWithoutSignaturesIsMinedAndOneWithIsRefused() {
    assertRefused("rules", rules("!segwit", "!signet"));
    Consumer<JsonObject> open = o -> o.addProperty("signet_challenge", "51");
    assertTrue(parseWith(open.andThen(rules("!segwit", "!signet"))).segwit());
    assertRefused(
        "rules",
        rules("!segwit", "!signet").andThen(o -> o.addProperty("signet_challenge", "512102")));
  }

  @Test
  void everyNeededFieldIsMissedByName() {
    for (String field :
        List.of(
            "height",
            "previousblockhash",
            "version",
            "bits",
            "curtime",
            "coinbasevalue",
            "default_witness_commitment",
            "transactions")) {
      assertRefused(field, o -> o.remove(field));
      if (!field.equals("transactions")) {
        assertRefused(field, o -> o.add(field, JsonNull.INSTANCE));
      }
      assertRefused(field, o -> o.add(field, new JsonObject()));
      assertRefused(field, o -> o.addProperty(field, true));
    }
  }

  @Test
  void optionalFieldsMayBeAbsentButNotMistyped() {
    BlockTemplate template =
        parseWith(o -> List.of("mintime", "coinbaseaux", "longpollid").forEach(o::remove));
    assertEquals(0, template.minTime());
    assertEquals(List.of(), template.coinbaseAux());
    assertEquals(Optional.empty(), template.longPollId());
    for (String field : List.of("mintime", "coinbaseaux", "longpollid", "rules", "mweb")) {
      assertRefused(field, o -> o.addProperty(field, true));
    }
  }

  @Test
  void absurdValuesAreRefusedByName() {
    assertRefused("height", o -> o.addProperty("height", -1));
    assertRefused("height", o -> o.addProperty("height", 0));
    assertRefused("height", o -> o.addProperty("height", 1L << 31));
    assertRefused("height", o -> o.addProperty("height", 1.5));
    assertRefused("height", o -> o.addProperty("height", "445"));
    assertRefused("version", o -> o.addProperty("version", 1L << 32));
    assertRefused("bits", o -> o.addProperty("bits", "1d00ff"));
    assertRefused("bits", o -> o.addProperty("bits", "1d00fffg"));
    assertRefused("bits", o -> o.addProperty("bits", "1d000000"));
    assertRefused("bits", o -> o.addProperty("bits", "1d80ffff"));
    assertRefused("bits", o -> o.addProperty("bits", "ff123456"));
    assertRefused("curtime", o -> o.addProperty("curtime", 1L << 32));
    assertRefused("curtime", o -> o.addProperty("curtime", 1_231_006_504));
    assertRefused("mintime", o -> o.addProperty("mintime", 0x6b03111cL));
    assertRefused("coinbasevalue", o -> o.addProperty("coinbasevalue", -1));
    assertRefused("coinbasevalue", o -> o.add("coinbasevalue", number("1e30")));
    assertRefused("coinbasevalue", o -> o.addProperty("coinbasevalue", 100_000_000_000_000_001L));
    assertRefused("longpollid", o -> o.addProperty("longpollid", "0".repeat(1_001)));
    assertRefused(
        "default_witness_commitment",
        o -> o.addProperty("default_witness_commitment", "6a24aa21a9ed" + "00".repeat(78)));
    assertRefused("previousblockhash", o -> o.addProperty("previousblockhash", "00"));
    assertRefused("previousblockhash", o -> o.addProperty("previousblockhash", "x".repeat(64)));
    assertRefused(
        "default_witness_commitment", o -> o.addProperty("default_witness_commitment", "6a24"));
    assertRefused("coinbaseaux.flags", o -> o.add("coinbaseaux", object("flags", "abc")));
    assertRefused("mweb", o -> o.addProperty("mweb", "0g"));
  }

  @Test
  void aBadTransactionIsRefusedByItsPlace() {
    assertRefused("transactions[2]", o -> o.getAsJsonArray("transactions").set(2, number("1")));
    assertRefused("transactions[2].txid", o -> transaction(o, 2).remove("txid"));
    assertRefused("transactions[0].txid", o -> transaction(o, 0).addProperty("txid", "00"));
    assertRefused("transactions[1].hash", o -> transaction(o, 1).addProperty("hash", 1));
    assertRefused("transactions[4].data", o -> transaction(o, 4).remove("data"));
    assertRefused("transactions[4].data", o -> transaction(o, 4).addProperty("data", ""));
    assertRefused("transactions[4].data", o -> transaction(o, 4).addProperty("data", "0"));
    assertRefused("transactions[4].data", o -> transaction(o, 4).add("data", JsonNull.INSTANCE));
  }

  @Test // before BIP145 "hash" was the txid
  void withoutSegwitHashMayStandForTxid() {
    JsonObject root = JsonParser.parseString(SEGWIT_5_TX).getAsJsonObject();
    rules("csv").accept(root);
    String hash = transaction(root, 0).get("hash").getAsString();
    transaction(root, 0).remove("txid");
    BlockTemplate template = BlockTemplate.parse(root.toString());
    assertEquals(hash, template.transactions().get(0).txid().toDisplayHex());
  }

  @Test
  void theEarliestTimeIsTheNodes() {
    assertEquals(0x6b000000, parseWith(o -> o.addProperty("mintime", 0x6b000000)).minTime());
    assertEquals(0, parseWith(o -> o.remove("mintime")).minTime());
    assertEquals(0x6b03111b, parseWith(o -> o.addProperty("mintime", 0x6b03111b)).minTime());
    assertRefused("mintime", o -> o.addProperty("mintime", 0x6b03111c));
  }

  @Test
  void lengthsHaveTheirLimits() {
    Consumer<JsonObject> longest = o -> o.addProperty("longpollid", "x".repeat(1_000));
    assertEquals(1_000, parseWith(longest).longPollId().orElseThrow().length());
    assertRefused("longpollid", o -> o.addProperty("longpollid", "x".repeat(1_001)));
    String name = "default_witness_commitment";
    String commitment = "6a24aa21a9ed" + "00".repeat(32);
    for (int more : new int[] {0, 83 - 38}) {
      Bytes script = Bytes.fromHex(commitment + "51".repeat(more));
      assertEquals(
          Optional.of(script),
          parseWith(o -> o.addProperty(name, script.toHex())).witnessCommitment());
    }
    assertRefused(name, o -> o.addProperty(name, commitment + "51".repeat(83 - 38 + 1)));
    assertRefused(name, o -> o.addProperty(name, commitment.substring(2)));
  }

  @Test
  void theLeastAndTheGreatestValueAreTaken() {
    for (long value : new long[] {0, 100_000_000_000_000_000L}) {
      assertEquals(value, parseWith(o -> o.addProperty("coinbasevalue", value)).coinbaseValue());
    }
  }

  @Test
  void anEmptyExtensionBlockIsNone() {
    assertTrue(parseWith(o -> o.addProperty("mweb", "")).mweb().isEmpty());
  }

  @Test
  void whatNobodyReadsIsStrictJsonAllTheSameAndNotDeep() {
    String open = SEGWIT_5_TX.substring(0, SEGWIT_5_TX.lastIndexOf('}'));
    assertEquals(445, BlockTemplate.parse(open + ",\"x\":[[true]]}").height());
    assertEquals("(document)", refusal(open + ",\"x\":TRUE}").field());
    assertEquals("(document)", refusal(open + ",\"x\":" + nested(20) + "}").field());
  }

  @Test
  void membersMayComeInAnyOrder() {
    JsonObject root = JsonParser.parseString(SEGWIT_5_TX).getAsJsonObject();
    JsonObject turned = new JsonObject();
    List<String> names = List.copyOf(root.keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      turned.add(names.get(i), root.get(names.get(i)));
    }
    assertEquals(BlockTemplate.parse(SEGWIT_5_TX), BlockTemplate.parse(turned.toString()));
  }

  @Test // the limit
  void fiftyThousandTransactionsAreReadAndOneMoreIsRefused() {
    JsonObject root = JsonParser.parseString(SEGWIT_5_TX).getAsJsonObject();
    JsonObject one = new JsonObject();
    one.addProperty("data", "00".repeat(10));
    one.addProperty("txid", "ab".repeat(32));
    JsonArray many = new JsonArray();
    for (int i = 0; i < 50_000; i++) {
      many.add(one);
    }
    root.add("transactions", many);
    assertEquals(50_000, BlockTemplate.parse(root.toString()).transactions().size());
    many.add(one);
    assertEquals("transactions", refusal(root.toString()).field());
  }

  @Test
  void whatIsNotOneStrictJsonObjectIsRefused() {
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "{",
            SEGWIT_5_TX + "x",
            SEGWIT_5_TX + "{}",
            SEGWIT_5_TX.substring(0, SEGWIT_5_TX.length() / 2),
            SEGWIT_5_TX.replace('"', '\''),
            SEGWIT_5_TX.replaceFirst("445", "NaN"),
            "{\"rules\":" + "[".repeat(50) + "]".repeat(50) + "}")) {
      assertThrows(MalformedTemplateException.class, () -> BlockTemplate.parse(text), text);
    }
    assertEquals("height", refusal("{\"height\":1,\"height\":2}").field());
  }

  @Test
  void escapesAndBlanksAndUpperCaseChangeNothing() {
    String other =
        SEGWIT_5_TX
            .replace("\"data\":", " \"d\\u0061ta\" :\n\t")
            .replace("\"height\":", "\"\\u0068eight\" : ")
            .replace(",", " ,\r\n");
    assertEquals(BlockTemplate.parse(SEGWIT_5_TX), BlockTemplate.parse(other));
    BlockTemplate upper =
        parseWith(
            o ->
                transaction(o, 1)
                    .addProperty(
                        "data",
                        transaction(o, 1).get("data").getAsString().toUpperCase(Locale.ROOT)));
    assertEquals(BlockTemplate.parse(SEGWIT_5_TX), upper);
  }

  @Test
  void hexThatIsNoneIsRefusedWhereverItGoesWrong() {
    for (String data :
        List.of("0".repeat(21), "00".repeat(20) + "g0", "00".repeat(20) + " ", "é0", "\\u0030")) {
      assertRefused("transactions[3].data", o -> transaction(o, 3).addProperty("data", data));
    }
    for (String hash : List.of("", "0".repeat(63), "0".repeat(66), "z".repeat(64))) {
      assertRefused("transactions[3].hash", o -> transaction(o, 3).addProperty("hash", hash));
    }
    String twice =
        SEGWIT_5_TX.replaceFirst("\"data\":", "\"txid\":\"" + "0".repeat(64) + "\",\"data\":");
    assertEquals("transactions[0].txid", refusal(twice).field());
    String control = SEGWIT_5_TX.replaceFirst("\"data\": *\"", "\"data\":\"00\u0001");
    assertEquals("(document)", refusal(control).field());
  }

  @Test // a template that ends in the middle of anything is no template
  void everyPrefixIsRefused() {
    for (int length = 0; length < SEGWIT_5_TX.stripTrailing().length(); length += 7) {
      assertFalse(refusal(SEGWIT_5_TX.substring(0, length)).field().isEmpty());
    }
  }

  @Property // what escapes is one exception, whatever the bytes
  void aDamagedTemplateIsReadOrRefusedAndNothingElse(
      @ForAll @IntRange(max = 4000) int at,
      @ForAll @IntRange(max = 30) int cut,
      @ForAll @StringLength(max = 8) @CharRange(from = ' ', to = '~') String put) {
    int from = Math.min(at, SEGWIT_5_TX.length());
    int to = Math.min(from + cut, SEGWIT_5_TX.length());
    String damaged = SEGWIT_5_TX.substring(0, from) + put + SEGWIT_5_TX.substring(to);
    try {
      assertTrue(BlockTemplate.parse(damaged).height() >= 0);
    } catch (MalformedTemplateException e) {
      assertFalse(e.field().isEmpty());
    }
  }

  @Test
  void theMwebExtensionIsRead() {
    BlockTemplate template = parseWith(o -> o.addProperty("mweb", "c0ffee"));
    assertEquals(Optional.of(Bytes.fromHex("c0ffee")), template.mweb());
  }

  @Test
  void aTemplateOfMainnetShapeIsRead() {
    BlockTemplate template = BlockTemplate.parse(Resources.text("gbt-mainnet-like.json"));
    assertEquals(923456, template.height());
    assertEquals(200, template.transactions().size());
    assertTrue(template.transactions().stream().anyMatch(tx -> tx.txid().equals(tx.hash())));
    assertTrue(template.transactions().stream().anyMatch(tx -> !tx.txid().equals(tx.hash())));
  }

  private static void assertRefused(String field, Consumer<JsonObject> change) {
    MalformedTemplateException refusal = refusal(with(SEGWIT_5_TX, change));
    assertEquals(field, refusal.field());
    assertTrue(String.valueOf(refusal.getMessage()).contains(field));
  }

  private static MalformedTemplateException refusal(String json) {
    return assertThrows(MalformedTemplateException.class, () -> BlockTemplate.parse(json));
  }

  private static BlockTemplate parseWith(Consumer<JsonObject> change) {
    return BlockTemplate.parse(with(SEGWIT_5_TX, change));
  }

  private static String with(String json, Consumer<JsonObject> change) {
    JsonObject root = JsonParser.parseString(json).getAsJsonObject();
    change.accept(root);
    return root.toString();
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static Consumer<JsonObject> rules(String... rules) {
    JsonArray array = new JsonArray();
    for (String rule : rules) {
      array.add(rule);
    }
    return o -> o.add("rules", array);
  }

  private static JsonObject transaction(JsonObject root, int index) {
    return root.getAsJsonArray("transactions").get(index).getAsJsonObject();
  }

  private static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonElement number(String digits) {
    return new JsonPrimitive(new BigDecimal(digits));
  }
}
