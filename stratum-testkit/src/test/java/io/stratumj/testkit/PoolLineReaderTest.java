package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.VersionMask;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PoolLineReaderTest {
  private final PoolLineReader reader = new PoolLineReader();

  static Iterable<String> poolLines() {
    return TestData.poolLines();
  }

  @ParameterizedTest
  @MethodSource("poolLines")
  void understandsTheLinesOfRealPools(String line) {
    PoolLine said = reader.read(line);
    assertFalse(said instanceof PoolLine.Garbled, () -> "" + said);
    assertEquals(line, said.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "true",
        "{\"id\":1,",
        "{\"method\":7,\"params\":[]}",
        "{\"method\":\"x\",\"params\":{}}",
        "{\"method\":\"mining.set_difficulty\",\"params\":[]}",
        "{\"method\":\"mining.set_difficulty\",\"params\":[0]}",
        "{\"method\":\"mining.set_difficulty\",\"params\":[\"16\"]}",
        "{\"method\":\"mining.set_difficulty\",\"params\":[1e999999999]}",
        "{\"method\":\"mining.set_difficulty\",\"params\":[1e-999999999]}",
        "{\"id\":1,\"result\":[[],\"abcd\",1e9]}",
        "{\"method\":\"mining.set_version_mask\",\"params\":[\"xyz\"]}",
        "{\"method\":\"mining.set_extranonce\",\"params\":[\"abc\",4]}",
        "{\"method\":\"mining.set_extranonce\",\"params\":[\"abcd\",1.5]}",
        "{\"method\":\"mining.notify\",\"params\":[\"1\"]}",
        "{\"id\":1,\"result\":[[],\"odd\",4]}",
      })
  void saysWhatNoMinerUnderstands(String line) {
    assertInstanceOf(PoolLine.Garbled.class, reader.read(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6b0313e4\",1", "\"6b0313e4\",\"true\"", "6,true", "\"6b03\",true"})
  void saysWhatIsWrongWithANotify(String tail) {
    String line = ScriptedPool.notify("1", true).replace("\"6b0313e4\",true", tail);
    assertInstanceOf(PoolLine.Garbled.class, reader.read(line));
  }

  @Test
  void findsTheSessionIdOfTheNotifySubscription() {
    reader.read(
        "{\"id\":1,\"result\":[[[\"mining.set_difficulty\",\"d\"],[\"mining.notify\",\"n\"],"
            + "[\"other\",\"o\"]],\"abcd\",4]}");
    assertEquals(Optional.of(new Subscription("n", "abcd", 4)), reader.subscription());
  }

  @Test
  void aMaskThatThePoolRefusesIsNone() {
    reader.read(
        "{\"id\":1,\"result\":{\"version-rolling\":true,\"version-rolling.mask\":\"f000\"}}");
    assertEquals(Optional.of(new VersionMask(0xf000)), reader.versionMask());
    PoolLineReader other = new PoolLineReader();
    other.read("{\"id\":1,\"result\":{\"version-rolling\":false,\"version-rolling.mask\":\"0\"}}");
    assertEquals(Optional.empty(), other.versionMask());
  }

  @Test
  void readsTheFieldsOfAReply() {
    Reply refusal =
        (Reply) reader.read("{\"id\":\"x\",\"result\":null,\"error\":[23,\"high-hash\",null]}");
    assertEquals(new RequestId("\"x\""), refusal.id());
    assertEquals(23, refusal.errorCode().orElseThrow());
    assertEquals("high-hash", refusal.errorMessage().orElseThrow());
    assertEquals("[23,\"high-hash\",null]", refusal.error());
    assertEquals("null", refusal.result());
    assertTrue(refusal.isError());
    Reply bare = (Reply) reader.read("{\"result\":true}");
    assertEquals(RequestId.NULL, bare.id());
    assertTrue(bare.isTrue());
    Reply odd = (Reply) reader.read("{\"id\":1,\"result\":false,\"error\":\"no\"}");
    assertTrue(odd.isError() && odd.errorCode().isEmpty() && odd.errorMessage().isEmpty());
  }

  @Test
  void keepsTheSpellingOfANumberAsId() {
    assertEquals(new RequestId("1.0"), ((Reply) reader.read("{\"id\":1.0,\"result\":1}")).id());
    assertEquals(new RequestId("1e2"), ((Reply) reader.read("{\"id\":1e2,\"result\":1}")).id());
  }

  @Test
  void readsTheFieldsOfANotification() {
    Notification said =
        (Notification) reader.read("{\"id\":0,\"method\":\"x\",\"params\":[\"a\",1.50,null,{}]}");
    assertEquals(RequestId.of(0), said.id());
    assertEquals("x", said.method());
    assertEquals(4, said.size());
    assertEquals("a", said.text(0));
    assertEquals(new BigDecimal("1.50"), said.number(1));
    assertEquals("null", said.json(2));
    assertThrows(IllegalArgumentException.class, () -> said.text(1));
    assertThrows(IllegalArgumentException.class, () -> said.number(0));
    assertThrows(IllegalArgumentException.class, () -> said.json(4));
  }
}
