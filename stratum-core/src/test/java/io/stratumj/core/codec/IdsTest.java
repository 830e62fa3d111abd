package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F4: what a request may be called, and how the reply repeats it")
class IdsTest {
  private static final String DIGITS_64 =
      "1234567890123456789012345678901234567890123456789012345678901234";

  @DisplayName("F4: ids are echoed byte for byte")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.0",
        "-7",
        "1e2",
        "1E+2",
        "12345678901234567890",
        DIGITS_64,
        "\"auth\"",
        "\"\"",
        "\"null\"",
        "\"\\u0041\\n\\\"\\/\"",
        "\"\\ud800\"",
        "\"γ日本\uD83D\uDE00\u007f\"",
        "\"" + DIGITS_64 + "\""
      })
  void anIdComesBackAsItWasWritten(String id) {
    ClientRequest request =
        Lines.read("{ \"id\" : " + id + " , \"method\":\"mining.ping\",\"params\":[]}");
    assertEquals(new ClientRequest.Ping(new RequestId(id)), request);
    LineBuffer line =
        new MessageWriter(false)
            .write(new ServerMessage.Reply(request.id(), ServerMessage.Result.Answer.TRUE));
    assertEquals(
        "{\"id\":" + id + ",\"result\":true,\"error\":null}\n",
        new String(line.array(), 0, line.size(), StandardCharsets.UTF_8));
    LineBuffer shortLine = new MessageWriter(false).writeTrue(request.id());
    assertEquals(line.toBytes(), shortLine.toBytes());
  }

  @DisplayName("F4: other ids are answered with error 20 under null")
  @ParameterizedTest
  @ValueSource(
      strings = {"true", "false", "{}", "[]", "[1]", DIGITS_64 + "5", "\"" + DIGITS_64 + "5\""})
  void anotherKindOfIdIsRefused(String id) {
    assertEquals(
        "null invalid request: id must be a number or a string of at most 64 bytes",
        Lines.readAndDescribe("{\"id\":" + id + ",\"method\":\"mining.ping\",\"params\":[]}"));
  }

  @Test
  void theLimitOfAnIdCountsBytesNotCharacters() {
    String fits = "\"" + "γ".repeat(32) + "\"";
    String tooLong = "\"" + "γ".repeat(33) + "\"";
    assertEquals(
        fits + " ping", Lines.readAndDescribe("{\"id\":" + fits + ",\"method\":\"mining.ping\"}"));
    assertInstanceOf(
        ClientRequest.InvalidRequest.class,
        Lines.read("{\"id\":" + tooLong + ",\"method\":\"mining.ping\"}"));
  }

  @DisplayName("F4: no id, no answer")
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"method\":\"mining.ping\"}", "{\"id\":null,\"method\":\"mining.ping\"}"})
  void aLineWithoutIdIsANotification(String line) {
    assertEquals("- ping", Lines.readAndDescribe(line));
  }
}
