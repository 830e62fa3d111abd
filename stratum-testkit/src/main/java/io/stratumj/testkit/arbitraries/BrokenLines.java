package io.stratumj.testkit.arbitraries;

import io.stratumj.api.message.RequestId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Lines that a pool must not take for requests, each of them close to one: what a parser that is a
 * little too kind lets through. Stateless.
 */
public final class BrokenLines {
  private BrokenLines() {}

  /** Lines that are not one JSON object by RFC 8259 (SPEC F3): answered with a parse error. */
  public static Arbitrary<String> notJson() {
    return Arbitraries.oneOf(truncated(), continued(), lenient(), notObjects());
  }

  /** The beginning of a request, as a lost packet leaves it. Never empty. */
  public static Arbitrary<String> truncated() {
    return Combinators.combine(RequestLines.any(), Arbitraries.integers().between(0, 999))
        .as(
            (request, permille) -> {
              String object = request.line().strip();
              return object.substring(0, 1 + permille * (object.length() - 1) / 1_000);
            });
  }

  /** A request with something behind it, another request among other things. */
  public static Arbitrary<String> continued() {
    Arbitrary<String> tails =
        Arbitraries.oneOf(
            Arbitraries.of("}", "]", ",", "x", "\u0000", ";", "//", "null", "{}"),
            RequestLines.any().map(RequestLine::line));
    return Combinators.combine(RequestLines.any(), tails)
        .as((request, tail) -> request.line() + tail);
  }

  /** What lenient parsers allow: comments, other quotes, NaN, hex, spare commas, raw controls. */
  public static Arbitrary<String> lenient() {
    return Arbitraries.of(
            "{'id':1,%s}",
            "{id:1,%s}",
            "{\"id\":1,%s,}",
            "{\"id\":1;%s}",
            "{\"id\"=1,%s}",
            "{\"id\":01,%s}",
            "{\"id\":+1,%s}",
            "{\"id\":.5,%s}",
            "{\"id\":1.,%s}",
            "{\"id\":0x1,%s}",
            "{\"id\":NaN,%s}",
            "{\"id\":-Infinity,%s}",
            "{\"id\":True,%s}",
            "{\"id\":nul,%s}",
            "{\"id\":\"\t\",%s}",
            "{\"id\":\"\u0000\",%s}",
            "{\"id\":\"\\x41\",%s}",
            "{\"id\":\"\\u12g4\",%s}",
            "{/* one */\"id\":1,%s}",
            "{\"id\":1,%s}//",
            "{\"id\":1,%s}#",
            "{,\"id\":1,%s}",
            "{\"id\":1,,%s}",
            "{\"id\",%s}",
            "{\"id\":1 %s}",
            "{\"id\":[1,],%s}",
            "{\"id\":[,1],%s}",
            "\u00a0{\"id\":1,%s}")
        .map(form -> String.format(form, "\"method\":\"mining.ping\",\"params\":[]"));
  }

  /** JSON, but no object: batches, strings, numbers (SPEC F8). */
  public static Arbitrary<String> notObjects() {
    Arbitrary<String> batches =
        JsonSpelling.array(RequestLines.any().map(RequestLine::line).list().ofMaxSize(2));
    return Arbitraries.oneOf(batches, JsonTexts.scalars());
  }

  /** Objects nested deeper than this, which is 8 for SPEC F3. */
  public static Arbitrary<String> nestedBeyond(int depth) {
    return Arbitraries.integers()
        .between(depth, depth + 300)
        .flatMap(JsonTexts::nested)
        .map(inner -> "{\"id\":1,\"method\":\"mining.ping\",\"params\":" + inner + "}");
  }

  /**
   * JSON objects whose envelope is wrong (SPEC F4, F7): an id of another kind or too long, params
   * that are no array, a method that is no string or missing, a member that stands twice.
   */
  public static Arbitrary<String> notRequests() {
    return Arbitraries.of(
        "{}",
        "{\"id\":1}",
        "{\"id\":1,\"params\":[]}",
        "{\"id\":true,\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":{},\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":[1],\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":\"" + "x".repeat(65) + "\",\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":" + "1".repeat(65) + ",\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":{}}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":\"[]\"}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":0}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":false}",
        "{\"id\":1,\"method\":7,\"params\":[]}",
        "{\"id\":1,\"method\":[\"mining.ping\"],\"params\":[]}",
        "{\"id\":1,\"method\":null,\"params\":[]}",
        "{\"id\":1,\"id\":1,\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":1,\"method\":\"mining.ping\",\"method\":\"mining.ping\",\"params\":[]}",
        "{\"id\":1,\"method\":\"mining.ping\",\"params\":[],\"p\\u0061rams\":[]}");
  }

  /** Requests with an id and a known method, whose params make no sense (SPEC C4, H5, S1). */
  public static Arbitrary<RequestLine> badParams() {
    return Arbitraries.oneOf(
        bad("mining.authorize", "[]", "[7,\"x\"]", "[null]"),
        bad(
            "mining.suggest_difficulty",
            "[]",
            "[0]",
            "[-1]",
            "[1e999]",
            "[\"NaN\"]",
            "[\"0x10\"]",
            "[true]"),
        bad("mining.suggest_target", "[]", "[\"\"]", "[\"xyz\"]", "[7]", "[\"00\"]"),
        bad(
            "mining.submit",
            "[]",
            "[\"a\",\"1\",\"00000000\",\"5a5a5a5a\"]",
            "[\"a\",\"1\",\"00000000\",1515870810,\"00000000\"]",
            "[\"a\",\"1\",\"00000000\",\"5a5a5a5a\",null]",
            "[\"a\",\"1\",\"0000000\",\"5a5a5a5a\",\"00000000\"]",
            "[\"a\",\"1\",\"0000000g\",\"5a5a5a5a\",\"00000000\"]",
            "[\"a\",\"1\",\"00000000\",\"-5a5a5a5\",\"00000000\"]",
            "[\"a\",\"1\",\"00000000\",\" 5a5a5a5\",\"00000000\"]",
            "[\"a\",\"1\",\"00000000\",\"15a5a5a5a\",\"00000000\"]",
            "[\"a\",\"1\",\"00000000\",\"5a5a5a5a\",\"\"]",
            "[\"a\",\"1\",\"00000000\",\"5a5a5a5a\",\"0x\"]",
            "[\"a\",\"1\",\"00000000\",\"5a5a5a5a\",\"00000000\",\"zzzzzzzz\"]",
            "[\"\",\"1\",\"00000000\",\"5a5a5a5a\",\"00000000\"]"));
  }

  private static Arbitrary<RequestLine> bad(String method, String... params) {
    return RequestLines.of(method, Arbitraries.of(List.of(params)))
        .filter(request -> !request.id().equals(RequestId.NONE));
  }
}
