package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.VersionMask;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("F5, J1, D3: what the server says, byte for byte")
class MessageWriterTest {
  private static final RequestId ID = RequestId.of(7);
  private static final Extranonce EXTRANONCE = new Extranonce(Bytes.fromHex("0A0b0c0d"), 8);
  private static final Job JOB =
      new Job(
          Hash256.fromDisplayHex(
              "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
          Bytes.fromHex("0102"),
          Bytes.fromHex("fffe"),
          12,
          List.of(Bytes.fromHex("11".repeat(32)), Bytes.fromHex("a2".repeat(32))),
          4,
          0x1d00ffff,
          0x504e86b9,
          0,
          Optional.empty());

  private final MessageWriter writer = new MessageWriter(false);

  static Stream<Arguments> messages() {
    return Stream.of(
        reply(new Result.Answer(true), "true,\"error\":null"),
        reply(new Result.Answer(false), "false,\"error\":null"),
        reply(new Result.Text("pong"), "\"pong\",\"error\":null"),
        reply(
            new Result.Subscribed("s1", EXTRANONCE),
            "[[[\"mining.set_difficulty\",\"s1\"],[\"mining.notify\",\"s1\"]],\"0a0b0c0d\",8],\"error\":null"),
        reply(new Result.Configured(Map.of()), "{},\"error\":null"),
        reply(
            new Result.Configured(configured()),
            "{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\",\"a\\\"\\u00e9\":false},"
                + "\"error\":null"),
        reply(new Result.Transactions(List.of()), "[],\"error\":null"),
        reply(
            new Result.Transactions(List.of(Bytes.fromHex("01"), Bytes.EMPTY, Bytes.fromHex("ab"))),
            "[\"01\",\"\",\"ab\"],\"error\":null"),
        reply(
            new Result.Failure(StratumError.METHOD_NOT_FOUND),
            "null,\"error\":[-3,\"Method not found\",null]"),
        notification(
            new ServerMessage.SetDifficulty(Difficulty.of(1024)), "mining.set_difficulty", "1024"),
        notification(
            new ServerMessage.SetDifficulty(Difficulty.of(0.00015)),
            "mining.set_difficulty",
            "0.00015"),
        notification(
            new ServerMessage.SetVersionMask(VersionMask.BIP320),
            "mining.set_version_mask",
            "\"1fffe000\""),
        notification(
            new ServerMessage.SetExtranonce(EXTRANONCE), "mining.set_extranonce", "\"0a0b0c0d\",8"),
        notification(
            new ServerMessage.ShowMessage("a\"b\\c\né\uD83D\uDE00\u007f"),
            "client.show_message",
            "\"a\\\"b\\\\c\\u000a\\u00e9\\ud83d\\ude00\\u007f\""),
        notification(new ServerMessage.Reconnect("", 0, 0), "client.reconnect", ""),
        notification(
            new ServerMessage.Reconnect("pool.example.com", 3333, 10),
            "client.reconnect",
            "\"pool.example.com\",3333,10"),
        notification(
            new ServerMessage.Notify(new JobId(0x1f), JOB, true),
            "mining.notify",
            "\"1f\",\"0a8ce26f72b3f1b646a2a6c14ff763ae65831e939c085ae10019d66800000000\",\"0102\",\"fffe\",[\""
                + "11".repeat(32)
                + "\",\""
                + "a2".repeat(32)
                + "\"],\"00000004\",\"1d00ffff\",\"504e86b9\",true"),
        Arguments.of(
            new ServerMessage.Ping(RequestId.of(90_000_001)),
            "{\"id\":90000001,\"method\":\"mining.ping\",\"params\":[]}\n"),
        Arguments.of(
            new ServerMessage.GetVersion(RequestId.of(90_000_002)),
            "{\"id\":90000002,\"method\":\"client.get_version\",\"params\":[]}\n"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageIsWrittenAsExactlyThisLine(ServerMessage message, String expected) {
    assertEquals(expected, write(message));
    assertTrue(expected.chars().allMatch(c -> c < 0x7f));
  }

  /** The table above leaves nobody out: a new kind of message needs a line of its own here. */
  @Test
  void everyKindOfMessageAndResultHasItsLine() {
    Set<Class<?>> shown =
        messages()
            .map(row -> row.get()[0])
            .flatMap(
                message ->
                    message instanceof ServerMessage.Reply reply
                        ? Stream.of(reply.getClass(), reply.result().getClass())
                        : Stream.of(message.getClass()))
            .collect(Collectors.toSet());
    Set<Class<?>> permitted =
        Stream.of(ServerMessage.class, Result.class)
            .flatMap(all -> Arrays.stream(all.getPermittedSubclasses()))
            .collect(Collectors.toSet());
    assertEquals(permitted, shown);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalIsWrittenWithItsCodeAndText(RejectReason reason) {
    ServerMessage message =
        new ServerMessage.Reply(ID, new Result.Failure(StratumError.of(reason)));
    String error = "\"error\":[" + reason.code() + ",\"" + reason.message() + "\",null]}\n";
    assertEquals("{\"id\":7,\"result\":null," + error, write(message));
    LineBuffer line = new MessageWriter(true).write(message);
    assertEquals("{\"id\":7,\"result\":false," + error, text(line));
  }

  @Test
  void theShortWayToTrueIsTheLongWay() {
    for (String id : List.of("7", "\"auth\"", "\"γ\"", "null")) {
      RequestId requestId = new RequestId(id);
      assertEquals(
          write(new ServerMessage.Reply(requestId, Result.Answer.TRUE)),
          text(writer.writeTrue(requestId)));
    }
  }

  @Test
  void anIdBeyondAsciiIsEchoedInUtf8FromItsFirstCharacterOn() {
    for (String id : List.of("\"\u007f\"", "\"\u0080\"", "\"\uffff\"")) {
      LineBuffer line = writer.writeTrue(new RequestId(id));
      assertEquals(
          "{\"id\":" + id + ",\"result\":true,\"error\":null}\n",
          new String(line.toBytes().toByteArray(), UTF_8));
    }
  }

  @Test
  void aLineIsNotLeftInTheNext() {
    write(new ServerMessage.ShowMessage("x".repeat(5_000)));
    assertEquals(
        "{\"id\":7,\"result\":true,\"error\":null}\n",
        write(new ServerMessage.Reply(ID, Result.Answer.TRUE)));
  }

  @DisplayName("J1: a job without branches, with the greatest numbers")
  @Test
  void wordsAreUnsignedAndBranchesMayBeNone() {
    Job job =
        new Job(
            JOB.previousHash(),
            JOB.coinbase1(),
            JOB.coinbase2(),
            12,
            Collections.emptyList(),
            0xffffffff,
            0x207fffff,
            0x80000000,
            0,
            Optional.empty());
    assertTrue(
        write(new ServerMessage.Notify(new JobId(-1), job, false))
            .endsWith("[],\"ffffffff\",\"207fffff\",\"80000000\",false]}\n"));
  }

  private static Map<String, Object> configured() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version-rolling", true);
    members.put("version-rolling.mask", "1fffe000");
    members.put("a\"é", false);
    return members;
  }

  private static Arguments reply(Result result, String rest) {
    return Arguments.of(
        new ServerMessage.Reply(ID, result), "{\"id\":7,\"result\":" + rest + "}\n");
  }

  private static Arguments notification(ServerMessage message, String method, String params) {
    return Arguments.of(
        message, "{\"id\":null,\"method\":\"" + method + "\",\"params\":[" + params + "]}\n");
  }

  private String write(ServerMessage message) {
    return text(writer.write(message));
  }

  private static String text(LineBuffer line) {
    return new String(line.array(), 0, line.size(), UTF_8);
  }
}
