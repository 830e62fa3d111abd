package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.core.spi.DisconnectReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC F: framing and envelope, as a miner meets them. */
class FramingTest {
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}";
  private static final String PONG = "{\"id\":7,\"result\":\"pong\",\"error\":null}";

  /** F1. */
  @Test
  void lineEndsMayHaveACarriageReturnAndEmptyLinesAreIgnored() {
    Talk talk = new Talk(new Pool()).sayRaw("\r\n\n" + PING + "\r\n\n\r\n" + PING + "\n");
    assertEquals(List.of(PONG, PONG), talk.hear());
  }

  /** F2: before authorization 4,096 bytes, then 16,384; past it one error and the end. */
  @Test
  void longLinesAreRefused() {
    Talk stranger = new Talk(new Pool());
    stranger.say(padded(4_096));
    assertEquals(List.of(PONG), stranger.hear());
    stranger.say(padded(4_097), PING);
    assertEquals(
        List.of("{\"id\":null,\"result\":null,\"error\":[20,\"Line too long\",null]}"),
        stranger.hear());
    assertEquals(Optional.of(DisconnectReason.LINE_TOO_LONG), stranger.closed());

    Talk worker = new Talk(new Pool()).mining("a");
    worker.say(padded(16_384));
    assertEquals(List.of(PONG), worker.hear());
    worker.say(padded(16_385));
    assertEquals(Optional.of(DisconnectReason.LINE_TOO_LONG), worker.closed());
  }

  /** F2: the end comes without waiting for the line's end. */
  @Test
  void anEndlessLineIsCutOff() {
    Talk talk = new Talk(new Pool()).sayRaw("x".repeat(4_097));
    assertEquals(Optional.of(DisconnectReason.LINE_TOO_LONG), talk.closed());
  }

  /** F3: three lines that are no JSON objects. */
  @Test
  void brokenLinesAreAnsweredThreeTimes() {
    Talk talk = new Talk(new Pool());
    String answer = "{\"id\":null,\"result\":null,\"error\":[20,\"Parse error\",null]}";
    for (String broken : List.of("{'id':1}", "[" + PING + "]")) {
      assertEquals(List.of(answer), talk.say(broken).hear());
      assertEquals(Optional.empty(), talk.closed());
    }
    assertEquals(List.of(PONG), talk.say(PING).hear());
    assertEquals(List.of(answer), talk.say("{\"id\":1,}", PING).hear());
    assertEquals(Optional.of(DisconnectReason.TOO_MANY_PARSE_ERRORS), talk.closed());
  }

  /** F3, Q1: BFGMiner tries TLS on every port. */
  @Test
  void aTlsHelloClosesAtOnce() {
    Talk talk = new Talk(new Pool()).sayRaw(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc});
    assertEquals(Optional.of(DisconnectReason.TLS_ON_PLAIN_PORT), talk.closed());
    assertEquals(List.of(), talk.hear());
  }

  /** F3, Q2: cpuminer posts getwork to a Stratum port it takes for HTTP. */
  @Test
  void anHttpRequestClosesAtOnce() {
    for (String line : List.of("POST / HTTP/1.1", "GET /index.html HTTP/1.0", "PRI * HTTP/2.0")) {
      Talk talk = new Talk(new Pool()).sayRaw(line + "\r\nHost: pool\r\n\r\n");
      assertEquals(Optional.of(DisconnectReason.HTTP_REQUEST), talk.closed(), line);
      assertEquals(List.of(), talk.hear());
    }
  }

  /** F4: echoed byte for byte. */
  @Test
  void idsAreEchoedAsTheyWereWritten() {
    for (String id :
        List.of("0", "1.0", "-7", "1e2", "12345678901234567890", "\"auth\"", "\"\\u0061 \\\"\"")) {
      Talk talk = new Talk(new Pool()).say(PING.replace(":7,", ":" + id + ","));
      assertEquals(List.of(PONG.replace(":7,", ":" + id + ",")), talk.hear());
    }
  }

  /** F4: what is no id gets 20 under null, and is not acted on. */
  @Test
  void unusableIdsAreRefused() {
    for (String id : List.of("true", "{}", "[1]", "\"" + "i".repeat(65) + "\"")) {
      Talk talk = new Talk(new Pool()).say(PING.replace(":7,", ":" + id + ","));
      String reply = talk.hear().get(0);
      assertTrue(reply.startsWith("{\"id\":null,\"result\":null,\"error\":[20,"), reply);
    }
  }

  /** F4: BFGMiner takes the next line for the reply to subscribe. */
  @Test
  void notificationsAreActedOnAndNeverAnswered() {
    Talk talk = new Talk(new Pool().publish(Pool.job(1)));
    talk.say(
        "{\"id\":null,\"method\":\"mining.suggest_target\",\"params\":[\"00ff\"]}",
        "{\"method\":\"mining.capabilities\",\"params\":[{}]}",
        "{\"method\":\"no.such\"}",
        "{\"method\":\"mining.submit\",\"params\":[]}",
        "{\"method\":\"mining.subscribe\"}",
        "{\"id\":null,\"method\":\"mining.authorize\",\"params\":[\"a\"]}");
    assertEquals(
        List.of("mining.set_difficulty", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());
  }

  /** F6: answers to requests of ours, in every form miners give them. */
  @Test
  void answersToOurRequestsAreNeverErrors() {
    Talk talk = new Talk(new Pool());
    talk.say(
        "{\"id\":9,\"result\":\"pong\",\"error\":null}",
        "{\"id\":5,\"method\":\"pong\",\"params\":[]}",
        "{\"id\":8,\"result\":false,\"error\":{\"code\":38,\"message\":\"unknown method\"}}",
        "{\"id\":[1],\"error\":[20,\"x\",null]}",
        "{\"id\":6,\"result\":\"cgminer/4.11.1\"}");
    assertEquals(List.of(), talk.hear());
    assertEquals(Optional.empty(), talk.closed());
  }

  /** F7. */
  @Test
  void theEnvelopeIsTolerantWhereItMayBe() {
    Talk talk = new Talk(new Pool());
    talk.say(
        "{\"jsonrpc\":\"2.0\",\"x\":{\"y\":[]},\"params\":null,\"method\":\"mining.ping\",\"id\":7}");
    assertEquals(List.of(PONG), talk.hear());
    talk.say("{\"id\":7,\"method\":\"mining.ping\",\"params\":{}}");
    assertEquals(20, Talk.error(talk.hear().get(0)));
    talk.say("{\"id\":7,\"id\":8,\"method\":\"mining.ping\"}");
    assertTrue(talk.hear().get(0).contains("Parse error"));
  }

  /** F8, E. */
  @Test
  void unknownMethodsAreAnsweredAndForgiven() {
    Talk talk = new Talk(new Pool()).say("{\"id\":7,\"method\":\"eth_submitLogin\",\"params\":[]}");
    assertEquals(
        List.of("{\"id\":7,\"result\":null,\"error\":[-3,\"Method not found\",null]}"),
        talk.hear());
    assertEquals(Optional.empty(), talk.closed());
  }

  /** F2, F4, L1: ten megabytes of id are cut off like any endless line. */
  @Test
  void aHugeIdIsCutOff() {
    Talk talk = new Talk(new Pool()).sayRaw("{\"id\":\"" + "i".repeat(10_000_000));
    assertEquals(Optional.of(DisconnectReason.LINE_TOO_LONG), talk.closed());
    assertEquals(1, talk.hear().size());
  }

  /** F5: the false some pools prefer. */
  @Test
  void failuresMayHaveTheResultFalse() {
    Talk talk = new Talk(new Pool(options -> options.falseOnFailure(true)));
    talk.say("{\"id\":7,\"method\":\"no.such\"}");
    assertEquals(
        List.of("{\"id\":7,\"result\":false,\"error\":[-3,\"Method not found\",null]}"),
        talk.hear());
  }

  private static String padded(int bytes) {
    return PING.substring(0, PING.length() - 1) + " ".repeat(bytes - PING.length()) + "}";
  }
}
