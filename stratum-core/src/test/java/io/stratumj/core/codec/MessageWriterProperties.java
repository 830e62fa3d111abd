package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** SPEC F5: whatever is said, a line is strict JSON in ASCII, ends in one LF, and means it. */
class MessageWriterProperties {
  private final MessageWriter writer = new MessageWriter(false);

  /** Any text of whole characters: what a String may hold beyond that, Gson will not read back. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(30)
        .map(text -> text.replaceAll("\\p{Cs}", "\uD83D\uDE00"));
  }

  @Property
  void aTextIsReadBack(@ForAll("texts") String text, @ForAll long id) {
    assertEquals(
        reply(id, text), read(new ServerMessage.Reply(RequestId.of(id), new Result.Text(text))));
    assertEquals(
        notification("client.show_message", List.of(text)),
        read(new ServerMessage.ShowMessage(text)));
  }

  @Property
  void anErrorIsReadBack(@ForAll("texts") String text) {
    Result failure = new Result.Failure(StratumError.other(text));
    assertEquals(
        List.of(
            Map.entry("id", new Json.Digits("1")),
            Map.entry("result", Json.Null.NULL),
            Map.entry("error", List.of(new Json.Digits("20"), text, Json.Null.NULL))),
        read(new ServerMessage.Reply(RequestId.of(1), failure)));
  }

  @Property
  void configuredMembersAreReadBackInOrder(
      @ForAll @Size(max = 5) Map<@From("texts") String, Boolean> answers,
      @ForAll("texts") String reason) {
    Map<String, Object> members = new LinkedHashMap<>(answers);
    members.put("minimum-difficulty", reason);
    List<Object> expected = new ArrayList<>();
    members.forEach((name, value) -> expected.add(Map.entry(name, value)));
    assertEquals(
        reply(1, expected),
        read(new ServerMessage.Reply(RequestId.of(1), new Result.Configured(members))));
  }

  @Property
  void extranoncesAreReadBack(
      @ForAll @Size(min = 2, max = 8) byte[] extranonce1,
      @ForAll @IntRange(min = 2, max = 8) int size,
      @ForAll("texts") String token) {
    Extranonce extranonce = new Extranonce(Bytes.of(extranonce1), size);
    Object hex = Bytes.of(extranonce1).toHex();
    Object digits = new Json.Digits(Integer.toString(size));
    assertEquals(
        notification("mining.set_extranonce", List.of(hex, digits)),
        read(new ServerMessage.SetExtranonce(extranonce)));
    List<Object> pairs =
        List.of(List.of("mining.set_difficulty", token), List.of("mining.notify", token));
    assertEquals(
        reply(1, List.of(pairs, hex, digits)),
        read(new ServerMessage.Reply(RequestId.of(1), new Result.Subscribed(token, extranonce))));
  }

  /** SPEC D3: as printed, so judged. */
  @Property
  void aDifficultyIsReadBack(
      @ForAll @IntRange(min = -15, max = 15) int scale,
      @ForAll @LongRange(min = 1, max = 999_999_999_999_999L) long digits) {
    Difficulty difficulty = Difficulty.of(BigDecimal.valueOf(digits, scale));
    assertEquals(
        notification("mining.set_difficulty", List.of(new Json.Digits(difficulty.toWire()))),
        read(new ServerMessage.SetDifficulty(difficulty)));
  }

  private static List<Object> reply(long id, Object result) {
    return List.of(
        Map.entry("id", new Json.Digits(Long.toString(id))),
        Map.entry("result", result),
        Map.entry("error", Json.Null.NULL));
  }

  private static List<Object> notification(String method, List<Object> params) {
    return List.of(
        Map.entry("id", Json.Null.NULL), Map.entry("method", method), Map.entry("params", params));
  }

  private Object read(ServerMessage message) {
    LineBuffer line = writer.write(message);
    for (int i = 0; i < line.size() - 1; i++) {
      int c = line.array()[i];
      assertTrue(c >= 0x20 && c < 0x7f, "byte " + c);
    }
    assertEquals('\n', line.array()[line.size() - 1]);
    return Json.read(new String(line.array(), 0, line.size() - 1, US_ASCII));
  }
}
