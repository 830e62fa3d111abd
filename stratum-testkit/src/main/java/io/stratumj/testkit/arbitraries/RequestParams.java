package io.stratumj.testkit.arbitraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * The params of each method, as miners send them and a pool has to take them (SPEC H3, H5, C1, C4,
 * C5, S1). Each value is a JSON array. Stateless.
 */
final class RequestParams {
  private static final int WORKER_CHARS_MAX = 40;

  private RequestParams() {}

  /** User agent, resume token, host, port, anything after; all optional, wrong types tolerated. */
  static Arbitrary<String> subscribe() {
    Arbitrary<String> agent = JsonSpelling.string(Arbitraries.of("cgminer/4.11.1", "", "\u03b3/1"));
    Arbitrary<String> element = Arbitraries.oneOf(agent, JsonTexts.strings(), JsonTexts.any());
    return JsonSpelling.array(element.list().ofMaxSize(5));
  }

  /** A name and, optionally, a password and anything after. */
  static Arbitrary<String> authorize() {
    Arbitrary<String> password = JsonSpelling.string(Arbitraries.of("", "x", "d=512;md=64", "d=,"));
    return JsonSpelling.array(
        Combinators.combine(
                workers(), password, JsonTexts.any(), Arbitraries.integers().between(1, 3))
            .as((name, secret, more, size) -> List.of(name, secret, more).subList(0, size)));
  }

  /** Known and unknown extensions, with options that need not make sense. */
  static Arbitrary<String> configure() {
    Arbitrary<String> codes =
        JsonSpelling.array(
            JsonSpelling.string(
                    Arbitraries.of(
                        "version-rolling",
                        "minimum-difficulty",
                        "subscribe-extranonce",
                        "info",
                        "unheard-of"))
                .list()
                .ofMaxSize(5));
    Arbitrary<List<String>> options =
        Combinators.combine(
                JsonSpelling.member(
                    "version-rolling.mask",
                    Arbitraries.of("\"ffffffff\"", "\"e0\"", "\"zz\"", "7")),
                JsonSpelling.member(
                    "version-rolling.min-bit-count", Arbitraries.of("2", "\"00000010\"", "null")),
                JsonSpelling.member(
                    "minimum-difficulty.value", Arbitraries.of("2048", "0.5", "\"16\"", "-1")),
                JsonSpelling.member("info.hw-version", JsonTexts.strings()),
                Arbitraries.integers().between(0, 4))
            .as(
                (mask, bits, least, info, size) ->
                    List.of(mask, bits, least, info).subList(0, size));
    return JsonSpelling.array(
        Combinators.combine(codes, JsonSpelling.object(options))
            .as((asked, how) -> List.of(asked, how)));
  }

  /** Worker, job id, extranonce2, nTime, nonce, perhaps version bits and more: S1's spellings. */
  static Arbitrary<String> submit() {
    Arbitrary<String> extranonce2 =
        JsonSpelling.string(
            Arbitraries.integers().between(2, 8).flatMap(size -> hex(2 * size, 2 * size)));
    Arbitrary<List<String>> tail =
        Combinators.combine(words(), JsonTexts.any(), Arbitraries.integers().between(0, 2))
            .as((bits, more, size) -> List.of(bits, more).subList(0, size));
    return JsonSpelling.array(
        Combinators.combine(workers(), jobIds(), extranonce2, words(), words(), tail)
            .as(
                (worker, job, extra, nTime, nonce, rest) -> {
                  List<String> params = new ArrayList<>(List.of(worker, job, extra, nTime, nonce));
                  params.addAll(rest);
                  return params;
                }));
  }

  /** A positive number, or the same as a string. */
  static Arbitrary<String> suggestDifficulty() {
    Arbitrary<String> numbers =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 1_000_000).map(n -> "" + n),
            Arbitraries.of("0.00015", "1e3", "2.5E-3", "16383.75", "1.0"));
    return oneOf(Arbitraries.oneOf(numbers, numbers.map(text -> '"' + text + '"')));
  }

  /** 1 to 64 hex digits of either case, not all of them zero. */
  static Arbitrary<String> suggestTarget() {
    return oneOf(JsonSpelling.string(hex(0, 63).map(digits -> digits + "f")));
  }

  /** The name of a job. */
  static Arbitrary<String> getTransactions() {
    return oneOf(jobIds());
  }

  /** Nothing, or anything: for methods whose params have no meaning. */
  static Arbitrary<String> ignored() {
    return JsonSpelling.array(JsonTexts.any().list().ofMaxSize(2));
  }

  /** A name of 1 to 255 characters after trimming. */
  static Arbitrary<String> workers() {
    Arbitrary<String> names =
        JsonTexts.texts().ofMaxLength(WORKER_CHARS_MAX).map(text -> "a" + text + ".1");
    return JsonSpelling.string(
        Arbitraries.oneOf(names, Arbitraries.of("alice", "alice.rig1", " alice ", "\u4e2d")));
  }

  private static Arbitrary<String> jobIds() {
    return JsonSpelling.string(hex(0, 15).map(digits -> "1" + digits.toLowerCase(Locale.ROOT)));
  }

  /** 32 bits as up to 8 hex digits, short ones and {@code 0x} included. */
  private static Arbitrary<String> words() {
    Arbitrary<String> prefixes = Arbitraries.of("", "", "", "0x");
    return JsonSpelling.string(
        Combinators.combine(prefixes, hex(1, 8)).as((prefix, digits) -> prefix + digits));
  }

  private static Arbitrary<String> hex(int min, int max) {
    return Arbitraries.strings()
        .withChars("0123456789abcdefABCDEF")
        .ofMinLength(min)
        .ofMaxLength(max);
  }

  private static Arbitrary<String> oneOf(Arbitrary<String> element) {
    return JsonSpelling.array(element.map(List::of));
  }
}
