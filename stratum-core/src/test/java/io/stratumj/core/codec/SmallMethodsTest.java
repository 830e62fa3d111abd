package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.message.ClientRequest;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("H3, H5, C1, C4, C5: the parameters of every method but submit")
class SmallMethodsTest {
  @DisplayName("H3: everything in subscribe is optional, wrong types are ignored")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; agent=- token=-",
        "[null]; agent=- token=-",
        "[null,null,null,null]; agent=- token=-",
        "[\"a/1\"]; agent=a/1 token=-",
        "[\"a/1\",\"t\",\"host\",3333,{},[]]; agent=a/1 token=t",
        "[1,2]; agent=- token=-",
        "[{},\"t\"]; agent=- token=t",
        "[[[[\"a\"]]],\"t\"]; agent=- token=t",
        "[\"a/1\",\"\"]; agent=a/1 token=-",
        "[\"\"]; agent= token=-",
        "[\"\\u001b[31m\\u202eevil\\u0000\\ud800\"]; agent=\\u001b[31m\\u202eevil\\u0000\\ud800 token=-",
        "[\"\\u0041\\\\\\\"\"]; agent=A\\\" token=-"
      })
  void subscribeTakesWhatItUnderstands(String params, String expected) {
    assertEquals("1 subscribe " + expected, read("mining.subscribe", params));
  }

  @DisplayName("H3: the user agent is cut at 256 characters")
  @Test
  void aLongAgentIsCutAndALongTokenIgnored() {
    ClientRequest.Subscribe subscribe =
        assertInstanceOf(
            ClientRequest.Subscribe.class,
            Lines.read(
                line(
                    "mining.subscribe",
                    "[\"" + "γ".repeat(300) + "\",\"" + "t".repeat(65) + "\"]")));
    assertEquals(Optional.of("γ".repeat(256)), subscribe.userAgent());
    assertEquals(Optional.empty(), subscribe.resumeToken());
    assertEquals(
        "1 subscribe agent=a token=" + "t".repeat(64),
        read("mining.subscribe", "[\"a\",\"" + "t".repeat(64) + "\"]"));
  }

  @DisplayName("H5: authorize needs a name, and takes any password")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[\"a.b\",\"x\"]; authorize name=a.b password=x",
        "[\"a.b\"]; authorize name=a.b password=",
        "[\"a.b\",null]; authorize name=a.b password=",
        "[\"a.b\",7]; authorize name=a.b password=",
        "[\"a.b\",\"d=1,md=2\",\"more\"]; authorize name=a.b password=d=1,md=2",
        "[\"\"]; authorize name= password=",
        "[\" a \"]; authorize name= a  password=",
        "[\"a\\u0000\\u202eb\\ud800\"]; authorize name=a\\u0000\\u202eb\\ud800 password=",
        "[]; invalid params: Invalid worker name",
        "[null]; invalid params: Invalid worker name",
        "[7,\"x\"]; invalid params: Invalid worker name",
        "[[\"a.b\"]]; invalid params: Invalid worker name"
      })
  void authorizeTakesItsNameAsWritten(String params, String expected) {
    assertEquals("1 " + expected, read("mining.authorize", params).stripTrailing());
  }

  @DisplayName("C4: a difficulty is a number above 0, or its digits as a string")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[1024]; suggest_difficulty 1024",
        "[1024.0]; suggest_difficulty 1024",
        "[\"1024\"]; suggest_difficulty 1024",
        "[\"0.5\"]; suggest_difficulty 0.5",
        "[\".5\"]; suggest_difficulty 0.5",
        "[\"+2.\"]; suggest_difficulty 2",
        "[\"\\u0031\"]; suggest_difficulty 1",
        "[1e3,\"more\"]; suggest_difficulty 1000",
        "[1e-300]; suggest_difficulty 0.000000000000001",
        "[1e300]; suggest_difficulty 1000000000000000000000000000000",
        "[9.99999999999999999e-16]; suggest_difficulty 0.000000000000001",
        "[1000000000000000000000000000000.1]; suggest_difficulty 1000000000000000000000000000000",
        "[0]; invalid params: Invalid difficulty",
        "[-0]; invalid params: Invalid difficulty",
        "[-1]; invalid params: Invalid difficulty",
        "[1e999]; invalid params: Invalid difficulty",
        "[-1e999]; invalid params: Invalid difficulty",
        "[1e-999]; invalid params: Invalid difficulty",
        "[\"1e999\"]; invalid params: Invalid difficulty",
        "[\"NaN\"]; invalid params: Invalid difficulty",
        "[\"Infinity\"]; invalid params: Invalid difficulty",
        "[\"0x10\"]; invalid params: Invalid difficulty",
        "[\"0x1p3\"]; invalid params: Invalid difficulty",
        "[\"1f\"]; invalid params: Invalid difficulty",
        "[\"1d\"]; invalid params: Invalid difficulty",
        "[\" 1\"]; invalid params: Invalid difficulty",
        "[\"1 \"]; invalid params: Invalid difficulty",
        "[\"1,5\"]; invalid params: Invalid difficulty",
        "[\"\"]; invalid params: Invalid difficulty",
        "[\"e\"]; invalid params: Invalid difficulty",
        "[\"１\"]; invalid params: Invalid difficulty",
        "[null]; invalid params: Invalid difficulty",
        "[true]; invalid params: Invalid difficulty",
        "[[1]]; invalid params: Invalid difficulty",
        "[]; invalid params: Invalid difficulty"
      })
  void suggestedDifficultiesArePositiveNumbers(String params, String expected) {
    assertEquals("1 " + expected, read("mining.suggest_difficulty", params));
  }

  @DisplayName("C4: a target is hex and not 0")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[\"00FF\"]; suggest_target 00000000000000000000000000000000000000000000000000000000000000ff",
        "[\"1\",null]; suggest_target 0000000000000000000000000000000000000000000000000000000000000001",
        "[\"\"]; invalid params: Invalid target",
        "[\"0\"]; invalid params: Invalid target",
        "[\"0000\"]; invalid params: Invalid target",
        "[\"-1\"]; invalid params: Invalid target",
        "[\"0x1\"]; invalid params: Invalid target",
        "[\"fg\"]; invalid params: Invalid target",
        "[\" f\"]; invalid params: Invalid target",
        "[255]; invalid params: Invalid target",
        "[null]; invalid params: Invalid target",
        "[]; invalid params: Invalid target"
      })
  void suggestedTargetsAreHexNumbers(String params, String expected) {
    assertEquals("1 " + expected, read("mining.suggest_target", params));
  }

  @Test
  void aTargetHasAtMost64Digits() {
    assertEquals(
        "1 suggest_target " + "f".repeat(64),
        read("mining.suggest_target", "[\"" + "f".repeat(64) + "\"]"));
    assertEquals(
        "1 invalid params: Invalid target",
        read("mining.suggest_target", "[\"0" + "f".repeat(64) + "\"]"));
  }

  @DisplayName("C5: get_transactions names a job of ours, or none")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[\"1f\"]; 1f",
        "[\"ffffffffffffffff\"]; ffffffffffffffff",
        "[\"1F\"]; -",
        "[\"01f\"]; -",
        "[\"0\"]; -",
        "[\"+1\"]; -",
        "[\"\"]; -",
        "[\"x\"]; -",
        "[\"10000000000000000\"]; -",
        "[1]; -",
        "[]; -"
      })
  void transactionsAreAskedForByJobId(String params, String expected) {
    assertEquals("1 get_transactions " + expected, read("mining.get_transactions", params));
  }

  @ParameterizedTest
  @CsvSource({
    "mining.extranonce.subscribe, extranonce.subscribe",
    "mining.ping, ping",
    "mining.multi_version, acknowledged",
    "mining.capabilities, acknowledged",
    "pong, response text=pong",
    "mining.pong, response text=pong"
  })
  void methodsWithoutParamsIgnoreThem(String method, String expected) {
    assertEquals("1 " + expected, read(method, "[]"));
    assertEquals("1 " + expected, read(method, "[1,null,{\"a\":[\"b\"]}]"));
    assertEquals("1 " + expected, read(method, "null"));
  }

  private static String read(String method, String params) {
    return Lines.readAndDescribe(line(method, params));
  }

  private static String line(String method, String params) {
    return "{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
