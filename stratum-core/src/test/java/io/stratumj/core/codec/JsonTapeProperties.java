package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** SPEC F3: the tape reads exactly what Gson's strict reader reads, and reads the same. */
class JsonTapeProperties {
  private static final int DEPTH_MAX = 8;

  /** Used for every line, as on a loop: nothing of one line may be left in the next. */
  private final JsonTape tape = new JsonTape(DEPTH_MAX);

  @Provide
  Arbitrary<byte[]> json() {
    return Arbitraries.integers()
        .between(0, 4)
        .flatMap(JsonTexts::value)
        .map(text -> text.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<byte[]> brokenJson() {
    return JsonTexts.broken(json());
  }

  /** Brackets of both kinds, some closed by the wrong one, around the limit of nesting. */
  @Provide
  Arbitrary<byte[]> nests() {
    return Arbitraries.of("[", "{\"a\":")
        .list()
        .ofMinSize(6)
        .ofMaxSize(11)
        .map(
            opened -> {
              StringBuilder text = new StringBuilder(String.join("", opened)).append("[]");
              for (int i = opened.size() - 1; i >= 0; i--) {
                text.append(opened.get(i).equals("[") ? "]" : "}");
              }
              return text.toString().getBytes(UTF_8);
            });
  }

  /** Bytes of the characters JSON is made of; now and then they make JSON. */
  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "0", "1", "-", ".", "e", "true", "null",
            " ", "\u0000", "é", "\"a\"", "\\u00e9")
        .list()
        .ofMaxSize(9)
        .map(parts -> String.join("", parts).getBytes(UTF_8));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void validJsonIsReadAsGsonReadsIt(@ForAll("json") byte[] line) {
    assertTrue(Json.read(line, DEPTH_MAX).isPresent());
    assertReadAsGsonDoes(line);
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void brokenJsonIsJudgedAsGsonJudgesIt(@ForAll("brokenJson") byte[] line) {
    assertReadAsGsonDoes(line);
  }

  @Property
  void nestingIsCountedAsGsonCountsIt(@ForAll("nests") byte[] line) {
    assertReadAsGsonDoes(line);
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void noiseIsJudgedAsGsonJudgesIt(@ForAll("noise") byte[] line) {
    assertReadAsGsonDoes(line);
  }

  @Property
  void anyBytesAreJudgedAsGsonJudgesThem(@ForAll byte[] line) {
    assertReadAsGsonDoes(line);
    byte[] text = new byte[line.length + 2];
    Arrays.fill(text, (byte) '"');
    System.arraycopy(line, 0, text, 1, line.length);
    assertReadAsGsonDoes(text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aLineIsReadWhereItLies(@ForAll("brokenJson") byte[] line) {
    byte[] array = new byte[line.length + 6];
    Arrays.fill(array, (byte) '1');
    System.arraycopy(line, 0, array, 3, line.length);
    boolean isJson = tape.read(line, 0, line.length);
    Optional<Object> tree = isJson ? Optional.of(Json.treeOf(tape, 0)) : Optional.empty();
    int position = tape.position();
    assertEquals(isJson, tape.read(array, 3, 3 + line.length));
    assertEquals(position + 3, tape.position());
    assertEquals(tree, isJson ? Optional.of(Json.treeOf(tape, 0)) : Optional.empty());
  }

  private void assertReadAsGsonDoes(byte[] line) {
    boolean isJson = tape.read(line, 0, line.length);
    assertTrue(tape.position() >= 0 && tape.position() <= line.length);
    Optional<Object> ours = isJson ? Optional.of(Json.treeOf(tape, 0)) : Optional.empty();
    try {
      assertEquals(Json.read(line, DEPTH_MAX), ours);
    } catch (Json.UnpairedSurrogateException gsonDoesNotSay) {
      // A difference on purpose: see the examples of JsonTapeTest.
    }
  }
}
