package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.work.WorkerName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S1: the parameters of submit")
class SubmitReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[\"a.b\",\"1f\",\"0001\",\"504e86b9\",\"69524e00\"]; a.b [1f 1/2 504e86b9 69524e00 00000000]",
        "[\"a.b\",\"1f\",\"0001\",\"504e86b9\",\"69524e00\",\"1fffe000\"]; a.b [1f 1/2 504e86b9 69524e00 1fffe000]",
        "[\"a.b\",\"1f\",\"0001\",\"504e86b9\",\"69524e00\",\"0\",null,7]; a.b [1f 1/2 504e86b9 69524e00 00000000]",
        "[\"a.b\",\"1f\",\"ABcd\",\"504E86B9\",\"69524E00\",\"1FFFE000\"]; a.b [1f abcd/2 504e86b9 69524e00 1fffe000]",
        "[\"a.b\",\"1f\",\"0001\",\"b9\",\"0\",\"e000\"]; a.b [1f 1/2 000000b9 00000000 0000e000]",
        "[\"a.b\",\"1f\",\"0001\",\"0x504e86b9\",\"0X1\",\"0xe000\"]; a.b [1f 1/2 504e86b9 00000001 0000e000]",
        "[\" a.b \",\"1f\",\"\",\"1\",\"2\"]; a.b [1f 0/0 00000001 00000002 00000000]",
        "[\"a\",\"ffffffffffffffff\",\"ffffffffffffffff\",\"ffffffff\",\"ffffffff\",\"ffffffff\"]; a [ffffffffffffffff ffffffffffffffff/8 ffffffff ffffffff ffffffff]",
        "[\"a\\u0000\\u202eb\",\"1\",\"00\",\"1\",\"2\"]; a\\u0000\\u202eb [1 0/1 00000001 00000002 00000000]",
        "[\"γ\",\"1\",\"00\",\"1\",\"2\"]; γ [1 0/1 00000001 00000002 00000000]"
      })
  void aShareIsReadAsTheMinerMeantIt(String params, String expected) {
    assertEquals("1 submit " + expected, read(params));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "01",
        "1F",
        "",
        " 1",
        "x2",
        "10000000000000000",
        "0x1",
        "-1",
        "1369818357 489",
        "γ"
      })
  void aJobIdThatIsNotOursIsNone(String jobId) {
    assertEquals(
        "1 submit a [0 0/1 00000001 00000002 00000000]",
        read("[\"a\",\"" + jobId + "\",\"00\",\"1\",\"2\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"0x\"",
        "\"0x0x1\"",
        "\"x1\"",
        "\"123456789\"",
        "\"0x123456789\"",
        "\"000000001\"",
        "\"-1\"",
        "\"+1\"",
        "\" 1\"",
        "\"1 \"",
        "\"1\\n\"",
        "\"\\u0000\"",
        "\"1g\"",
        "\"1.0\"",
        "\"１\"",
        "\"\\ud800\"",
        "1",
        "1.0",
        "null",
        "true",
        "[\"1\"]",
        "{}"
      })
  void aWordOfAnotherShapeIsRefusedByName(String word) {
    String good = "\"00\"";
    assertEquals("1 invalid share: Invalid ntime", read(word, good, good, good));
    assertEquals("1 invalid share: Invalid nonce", read(good, word, good, good));
    assertEquals("1 invalid share: Invalid version bits", read(good, good, word, good));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"0\"",
        "\"000\"",
        "\"000000000000000000\"",
        "\"0x00\"",
        "\"zz\"",
        "\"-1\"",
        "\" 00 \"",
        "\"é\"",
        "\"\\ud800\\ud800\"",
        "0",
        "null",
        "[]"
      })
  void anExtranonce2OfAnotherShapeIsRefusedByName(String extranonce2) {
    assertEquals(
        "1 invalid share: Invalid extranonce2",
        read("[\"a\",\"1\"," + extranonce2 + ",\"1\",\"2\"]"));
  }

  @Test
  void whoIsStrictWantsEightDigitsInEveryWord() {
    assertEquals("submit", strict("00000001", "00000002", "00000003"));
    assertEquals("Invalid ntime", strict("1", "00000002", "00000003"));
    assertEquals("Invalid nonce", strict("00000001", "0000002", "00000003"));
    assertEquals("Invalid version bits", strict("00000001", "00000002", "0x0003"));
    assertEquals("Invalid nonce", strict("00000001", "0x000002", "00000003"));
  }

  @Test
  void theFirstBrokenFieldIsNamed() {
    assertEquals("1 invalid share: Invalid worker name", read("[\"\",1,2,3,4]"));
    assertEquals("1 invalid share: Invalid worker name", read("[null,1,2,3,4]"));
    assertEquals(
        "1 invalid share: Invalid worker name",
        read("[\"" + "x".repeat(256) + "\",\"1\",\"00\",\"1\",\"2\"]"));
    assertEquals("1 invalid share: Invalid job id", read("[\"a\",1,2,3,4]"));
    assertEquals("1 invalid share: Invalid extranonce2", read("[\"a\",\"1\",2,3,4]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[\"a\"]", "[\"a\",\"1\",\"00\",\"1\"]", "[[1,2,3,4,5]]"})
  void fewerThanFiveParamsAreNoShare(String params) {
    assertEquals("1 invalid share: submit needs 5 or 6 params", read(params));
  }

  @Test
  void nestedElementsCountAsOne() {
    assertEquals(
        "1 submit a [1 0/1 00000001 00000002 00000003]",
        read("[\"a\",\"1\",\"00\",\"1\",\"2\",\"3\",[[],{\"x\":[1,2]}],9]"));
    assertEquals("1 invalid share: Invalid job id", read("[\"a\",[1,2,3,4],\"00\",\"1\",\"2\"]"));
  }

  @Test
  void aKnownWorkerIsUsedAgain() {
    WorkerName known = new WorkerName("alice.rig1");
    assertSame(known, worker("alice.rig1", known));
    assertEquals(known, worker(" alice.rig1 ", known));
    assertEquals(known, worker("alice.rig\\u0031", known));
    assertNotEquals(known, worker("alice.rig2", known));
    assertNotEquals(known, worker("alice.rig11", known));
    assertNotSame(known, worker("alice.rig1", null));
  }

  /** Its UTF-8 form does not exist, and must not become that of another name. */
  @Test
  void aLoneSurrogateInANameIsNoQuestionMark() {
    byte[] line =
        line("[\"alice\\ud800\",\"1\",\"00\",\"1\",\"2\"]").getBytes(StandardCharsets.UTF_8);
    ClientRequest request =
        new RequestReader().read(line, 0, line.length, new WorkerName("alice?"));
    assertInstanceOf(ClientRequest.InvalidParams.class, request);
  }

  /** Bytes beyond ASCII are no characters: é is two bytes, and neither is é. */
  @Test
  void aNameBeyondAsciiIsItself() {
    WorkerName known = new WorkerName("\u00c3\u00a9");
    assertEquals(new WorkerName("é"), worker("é", known));
    assertEquals(known, worker("\u00c3\u00a9", known));
  }

  private static WorkerName worker(String name, WorkerName known) {
    byte[] line =
        line("[\"" + name + "\",\"1\",\"00\",\"1\",\"2\"]").getBytes(StandardCharsets.UTF_8);
    ClientRequest request = new RequestReader().read(line, 0, line.length, known);
    return assertInstanceOf(ClientRequest.Submit.class, request).share().worker();
  }

  private static String strict(String nTime, String nonce, String versionBits) {
    String words = String.join("\",\"", nTime, nonce, versionBits);
    byte[] text =
        line("[\"a\",\"1\",\"00\",\"" + words + "\"]").getBytes(StandardCharsets.US_ASCII);
    ClientRequest request = new RequestReader(true).read(text, 0, text.length, new WorkerName("a"));
    return request instanceof ClientRequest.InvalidParams invalid ? invalid.problem() : "submit";
  }

  private static String read(String nTime, String nonce, String versionBits, String seventh) {
    return read(
        String.join(",", "[\"a\"", "\"1\"", "\"00\"", nTime, nonce, versionBits, seventh + "]"));
  }

  private static String read(String params) {
    return Lines.readAndDescribe(line(params));
  }

  private static String line(String params) {
    return "{\"id\":1,\"method\":\"mining.submit\",\"params\":" + params + "}";
  }
}
