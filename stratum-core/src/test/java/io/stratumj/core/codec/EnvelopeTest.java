package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F3 to F8: what a line has to be to be a request")
class EnvelopeTest {
  @DisplayName("F3, F8: what is not one JSON object is a parse error")
  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "[]",
        "[{\"id\":1,\"method\":\"mining.ping\"}]",
        "1",
        "\"mining.ping\"",
        "null",
        "true",
        "{\"id\":1,\"method\":\"mining.ping\"}}",
        "{\"id\":1,\"method\":\"mining.ping\"}{}",
        "{\"id\":1,\"method\":\"mining.ping\"",
        "{\"id\":1,\"method\":\"mining.ping\",}",
        "{'id':1,'method':'mining.ping'}",
        "{id:1,method:\"mining.ping\"}",
        "{\"id\":NaN,\"method\":\"mining.ping\"}",
        "{\"id\":01,\"method\":\"mining.ping\"}",
        "{\"id\":+1,\"method\":\"mining.ping\"}",
        "{\"id\":0x1,\"method\":\"mining.ping\"}",
        "{\"id\":1,\"method\":\"mining.ping\"} // hello",
        "{\"id\":1,\"method\":\"mining.ping\"}\u0000",
        "{\"id\":1,\"method\":\"mining\u0000ping\"}",
        "{\"id\":1,\"method\":\"mining\tping\"}",
        "\uFEFF{\"id\":1,\"method\":\"mining.ping\"}",
        "GET / HTTP/1.1"
      })
  void whatIsNotOneJsonObjectIsMalformed(String line) {
    assertEquals("null malformed", Lines.readAndDescribe(line));
  }

  @DisplayName("F3: at most 8 levels")
  @Test
  void nestingIsLimitedToEight() {
    String seven = "[".repeat(7) + "]".repeat(7);
    String eight = "[".repeat(8) + "]".repeat(8);
    assertEquals(
        "1 ping",
        Lines.readAndDescribe("{\"id\":1,\"method\":\"mining.ping\",\"params\":" + seven + "}"));
    assertEquals(
        "null malformed",
        Lines.readAndDescribe("{\"id\":1,\"method\":\"mining.ping\",\"params\":" + eight + "}"));
    assertEquals("null malformed", Lines.readAndDescribe("[".repeat(16_000)));
    assertEquals("null malformed", Lines.readAndDescribe("{\"a\":".repeat(3_000)));
  }

  @DisplayName("F7: id, method and params stand once, however they are spelled")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"method\":\"mining.ping\",\"id\":1}",
        "{\"id\":null,\"method\":\"mining.ping\",\"id\":null}",
        "{\"id\":1,\"method\":\"mining.ping\",\"method\":\"mining.ping\"}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":[],\"params\":[]}",
        "{\"id\":1,\"method\":\"mining.ping\",\"\\u0069d\":1}",
        "{\"\\u0069\\u0064\":1,\"method\":\"mining.ping\",\"id\":1}",
        "{\"id\":1,\"method\":\"mining.ping\",\"\\u006dethod\":\"mining.ping\"}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":[],\"par\\u0061ms\":[]}"
      })
  void aMemberThatStandsTwiceIsMalformed(String line) {
    assertEquals("null malformed", Lines.readAndDescribe(line));
  }

  @Test
  void namesMayBeSpelledWithEscapes() {
    assertEquals(
        "5 ping",
        Lines.readAndDescribe(
            "{\"\\u0069d\":5,\"m\\u0065thod\":\"mining\\u002eping\",\"para\\u006ds\":[]}"));
    assertEquals(
        "5 submit a [1 2/1 00000003 00000004 00000005]",
        Lines.readAndDescribe(
            "{\"id\":5,\"method\":\"mining.s\\u0075bmit\","
                + "\"params\":[\"\\u0061\",\"\\u0031\",\"\\u00302\",\"\\u0033\",\"\\u0034\",\"\\u0035\"]}"));
  }

  @DisplayName("F7: jsonrpc and unknown members are ignored, twice too")
  @Test
  void otherMembersAreIgnored() {
    assertEquals(
        "1 ping",
        Lines.readAndDescribe(
            "{\"jsonrpc\":\"2.0\",\"x\":{\"id\":7,\"method\":[{}]},\"x\":null,\"ID\":3,\"id\":1,"
                + "\"method\":\"mining.ping\",\"\":0,\"error\":null,\"result\":null}"));
  }

  @DisplayName("F7: params are an array, or nothing")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "null; 1 subscribe agent=- token=-",
        "[]; 1 subscribe agent=- token=-",
        "{}; 1 invalid request: params must be an array",
        "{\"a\":1}; 1 invalid request: params must be an array",
        "\"x\"; 1 invalid request: params must be an array",
        "0; 1 invalid request: params must be an array",
        "false; 1 invalid request: params must be an array"
      })
  void paramsAreAnArrayOrNothing(String params, String expected) {
    assertEquals(
        expected,
        Lines.readAndDescribe(
            "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":" + params + "}"));
  }

  @DisplayName("F6: results and errors without a method are answers to us")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"id\":7,\"result\":\"pong\"}; 7 response text=pong",
        "{\"id\":7,\"result\":true,\"error\":null}; 7 response text=-",
        "{\"id\":7,\"error\":[20,\"no\",null]}; 7 response text=-",
        "{\"id\":7,\"error\":null}; 7 response text=-",
        "{\"id\":7,\"method\":null,\"result\":\"x\"}; 7 response text=x",
        "{\"id\":[],\"result\":\"x\"}; - response text=-",
        "{\"result\":\"x\"}; - response text=x",
        "{\"result\":\"a\\u0007\\u202eb\"}; - response text=a\\u0007\\u202eb",
        "{\"id\":7,\"method\":\"pong\",\"params\":[]}; 7 response text=pong",
        "{\"id\":7,\"method\":\"mining.ping\",\"result\":1}; 7 ping"
      })
  void answersAreTakenAsAnswers(String line, String expected) {
    assertEquals(expected, Lines.readAndDescribe(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; - invalid request: method must be a string",
        "{\"id\":1}; 1 invalid request: method must be a string",
        "{\"id\":1,\"method\":null}; 1 invalid request: method must be a string",
        "{\"id\":1,\"method\":7}; 1 invalid request: method must be a string",
        "{\"id\":1,\"method\":[\"mining.ping\"],\"result\":1}; 1 invalid request: method must be a string"
      })
  void anObjectWithoutMethodIsNoRequest(String line, String expected) {
    assertEquals(expected, Lines.readAndDescribe(line));
  }

  @DisplayName("F8: methods are known by their exact name")
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 1 unknown",
        "mining.Submit; 1 unknown mining.Submit",
        "mining.submit ; 1 unknown mining.submitx",
        "mining.notify; 1 unknown mining.notify",
        "a\\u0000b\\u202e\\ud800; 1 unknown a\\u0000b\\u202e\\ud800"
      })
  void anUnknownMethodKeepsItsName(String method, String expected) {
    String name = method.equals("mining.submit") ? "mining.submitx" : method;
    assertEquals(expected, Lines.readAndDescribe("{\"id\":1,\"method\":\"" + name + "\"}").strip());
  }

  @Test
  void aLongMethodNameIsCut() {
    ClientRequest.UnknownMethod unknown =
        assertInstanceOf(
            ClientRequest.UnknownMethod.class,
            Lines.read("{\"id\":1,\"method\":\"" + "x".repeat(4_000) + "\"}"));
    assertEquals("x".repeat(64), unknown.method());
  }

  @DisplayName("F3: raw peer bytes do not leave in what is said about them")
  @Test
  void aProblemHoldsNothingOfTheLine() {
    ClientRequest.Malformed malformed =
        assertInstanceOf(ClientRequest.Malformed.class, Lines.read("{\"id\":1,\u001b[31m secret"));
    assertEquals("not JSON at byte 8", malformed.problem());
    assertFalse(malformed.toString().contains("secret"));
  }

  @Test
  void aLineIsReadWhereItLies() {
    byte[] array = "xx{\"id\":1,\"method\":\"mining.ping\"}yy".getBytes(StandardCharsets.US_ASCII);
    RequestReader reader = new RequestReader();
    assertEquals(
        new ClientRequest.Ping(RequestId.of(1)), reader.read(array, 2, array.length - 2, null));
    assertEquals(
        new ClientRequest.Malformed("not JSON at byte 0"),
        reader.read(array, 1, array.length - 2, null));
    assertEquals(new ClientRequest.Malformed("not JSON at byte 0"), reader.read(array, 2, 2, null));
  }
}
