package io.stratumj.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.message.ClientRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C1: configure is understood as far as it can be, and never refused")
class ConfigureReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"1fffe000\"; 1fffe000",
        "\"1FFFE000\"; 1fffe000",
        "\"0x1fffe000\"; 1fffe000",
        "\"e000\"; 0000e000",
        "\"00000000\"; 00000000",
        "\"\"; ffffffff",
        "\"0x\"; ffffffff",
        "\"1fffe0000\"; ffffffff",
        "\"nonsense\"; ffffffff",
        "\"-1\"; ffffffff",
        "536862720; ffffffff",
        "null; ffffffff",
        "[\"1fffe000\"]; ffffffff"
      })
  void aMissingOrMalformedMaskMeansAllBits(String mask, String expected) {
    assertEquals(
        "1 configure [version-rolling] mask=" + expected + " bits=0 minimum=- info=-",
        read("[[\"version-rolling\"],{\"version-rolling.mask\":" + mask + "}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; 2",
        "16; 16",
        "32; 32",
        "\"16\"; 16",
        "\"00000010\"; 16",
        "\"0000000a\"; 10",
        "33; 0",
        "-1; 0",
        "1.5; 0",
        "1e1; 0",
        "99999999999; 0",
        "\"\"; 0",
        "\"x\"; 0",
        "null; 0",
        "true; 0",
        "[2]; 0"
      })
  void theBitCountComesAsNumberAsDecimalTextOrAsEightHexDigits(String count, int expected) {
    assertEquals(
        "1 configure [version-rolling] mask=ffffffff bits=" + expected + " minimum=- info=-",
        read("[[\"version-rolling\"],{\"version-rolling.min-bit-count\":" + count + "}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2048; 2048",
        "0.5; 0.5",
        "\"2048\"; 2048",
        "9.9999999999999999e-16; 0.000000000000001",
        "0; -",
        "-1; -",
        "1e999; -",
        "\"NaN\"; -",
        "null; -"
      })
  void theMinimumDifficultyIsAPositiveNumber(String value, String expected) {
    assertEquals(
        "1 configure [minimum-difficulty] mask=ffffffff bits=0 minimum=" + expected + " info=-",
        read("[[\"minimum-difficulty\"],{\"minimum-difficulty.value\":" + value + "}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; []",
        "[[]]; []",
        "[null]; []",
        "[\"version-rolling\"]; []",
        "[{},[]]; []",
        "[[\"version-rolling\"]]; [version-rolling]",
        "[[\"version-rolling\"],null]; [version-rolling]",
        "[[\"version-rolling\"],[\"x\"]]; [version-rolling]",
        "[[\"b\",\"a\",\"b\",1,null,[\"c\"],{\"d\":1},\"a\"],{}]; [b, a]",
        "[[\"\\u0061\",\"a\",\"\"],{}]; [a, ]"
      })
  void everyCodeIsKeptOnceInOrder(String params, String expected) {
    assertEquals(
        "1 configure " + expected + " mask=ffffffff bits=0 minimum=- info=-", read(params));
  }

  @Test
  void whatItTellsAboutItselfIsEscapedAndCut() {
    assertEquals(
        "1 configure [info] mask=ffffffff bits=0 minimum=- info=sw-version=1\\u001b hw-id=\\u202e7",
        read(
            "[[\"info\"],{\"info.sw-version\":\"1\\u001b\",\"info.x\":7,\"other\":\"o\","
                + "\"info.hw-id\":\"\\u202e7\"}]"));
    ClientRequest.Configure configure =
        assertInstanceOf(
            ClientRequest.Configure.class,
            Lines.read(
                line("[[\"info\"],{\"info.a\":\"" + "x".repeat(5_000) + "\",\"info.b\":\"y\"}]")));
    assertEquals("a=" + "x".repeat(254), configure.info().orElseThrow());
  }

  @Test
  void ofALineFullOfCodesTheFirstAreRead() {
    String codes =
        IntStream.range(0, 2_000).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
    ClientRequest.Configure configure =
        assertInstanceOf(
            ClientRequest.Configure.class, Lines.read(line("[[" + codes + "," + codes + "]]")));
    assertEquals(32, configure.extensions().size());
    assertEquals("31", configure.extensions().get(31));
  }

  @Test
  void aCodeOfSixtyFourBytesIsReadAndALongerOneIsNot() {
    String code = "c".repeat(64);
    assertEquals(
        "1 configure [" + code + "] mask=ffffffff bits=0 minimum=- info=-",
        read("[[\"" + code + "\",\"" + code + "c\"],{}]"));
  }

  /** What an earlier line had where a later one has nothing is not read again. */
  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "[[\"x\"]]", "[[]]", "[7]"})
  void aReaderThatWasUsedBeforeReadsAsANewOne(String params) {
    RequestReader used = new RequestReader();
    read(used, line("[[\"version-rolling\"],{\"version-rolling.mask\":\"00c00000\"}]"));
    read(used, line("[[[]],{\"version-rolling.mask\":\"00c00000\",\"b\":[]},{\"a\":{}}]"));
    assertEquals(read(new RequestReader(), line(params)), read(used, line(params)));
  }

  private static ClientRequest read(RequestReader reader, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, bytes.length, null);
  }

  private static String read(String params) {
    return Lines.readAndDescribe(line(params));
  }

  private static String line(String params) {
    return "{\"id\":1,\"method\":\"mining.configure\",\"params\":" + params + "}";
  }
}
