package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.WorkerName;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** SPEC S1: shares are read where they lie in the line as a reader with trees and regexes does. */
class SubmitReaderProperties {
  private final RequestReader reader = new RequestReader();

  @Provide
  Arbitrary<String> submitLines() {
    Arbitrary<String> params =
        Combinators.combine(
                mostly(element(name()), JsonTexts.value(1)),
                mostly(element(jobId()), JsonTexts.value(1)),
                mostly(element(hex(16)), JsonTexts.value(1)),
                mostly(element(hex(8)), JsonTexts.value(1)).list().ofMinSize(1).ofMaxSize(5))
            .as(
                (name, job, extranonce2, words) ->
                    name + " ," + job + "," + extranonce2 + "," + String.join(", ", words));
    return params.map(all -> "{\"method\":\"mining.submit\",\"params\":[" + all + "],\"id\":4}");
  }

  @Provide
  Arbitrary<WorkerName> knownWorkers() {
    return name()
        .filter(name -> !name.isBlank() && name.strip().length() <= WorkerName.LENGTH_MAX)
        .map(WorkerName::new);
  }

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  void aShareIsReadAsTheNaiveReaderReadsIt(
      @ForAll("submitLines") String line, @ForAll("knownWorkers") WorkerName known) {
    byte[] bytes = line.getBytes(UTF_8);
    assertEquals(naive(line), reader.read(bytes, 0, bytes.length, known), line);
  }

  /** However its words are spelled, a share is the same: that is why spelling makes none new. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void spellingMakesNoOtherShare(
      @ForAll int nTime, @ForAll int nonce, @ForAll int bits, @ForAll("spellings") String format) {
    Share padded = share("%08x", nTime, nonce, bits);
    assertEquals(padded, share(format, nTime, nonce, bits));
    assertEquals(
        List.of(nTime, nonce, bits), List.of(padded.nTime(), padded.nonce(), padded.versionBits()));
  }

  @Provide
  Arbitrary<String> spellings() {
    return Arbitraries.of("%x", "%X", "0x%x", "0x%08X", "0X%x", "%08X", "\\u0030x%x");
  }

  private Share share(String format, int nTime, int nonce, int bits) {
    String words =
        String.format(
            Locale.ROOT,
            "\"" + format + "\",\"" + format + "\",\"" + format + "\"",
            nTime,
            nonce,
            bits);
    byte[] line =
        ("{\"id\":1,\"method\":\"mining.submit\",\"params\":[\"a\",\"1\",\"0001\"," + words + "]}")
            .getBytes(UTF_8);
    return ((ClientRequest.Submit) reader.read(line, 0, line.length, null)).share();
  }

  /** The naive reference: a tree, regular expressions, big integers. */
  private static ClientRequest naive(String line) {
    RequestId id = RequestId.of(4);
    List<?> params =
        ((List<?>) Json.read(line))
            .stream()
                .map(member -> (Map.Entry<?, ?>) member)
                .filter(member -> member.getKey().equals("params"))
                .map(member -> (List<?>) member.getValue())
                .findFirst()
                .orElseThrow();
    String problem = problem(params);
    if (!problem.isEmpty()) {
      return new ClientRequest.InvalidParams(id, true, problem);
    }
    String extranonce2 = (String) params.get(2);
    return new ClientRequest.Submit(
        id,
        new Share(
            new WorkerName((String) params.get(0)),
            params.get(1).toString().matches("[1-9a-f][0-9a-f]{0,15}")
                ? new JobId(new BigInteger((String) params.get(1), 16).longValue())
                : JobId.NONE,
            new BigInteger("0" + extranonce2, 16).longValue(),
            extranonce2.length() / 2,
            word(params, 3),
            word(params, 4),
            params.size() > 5 ? word(params, 5) : 0));
  }

  private static String problem(List<?> params) {
    if (params.size() < 5) {
      return "submit needs 5 or 6 params";
    } else if (!(params.get(0) instanceof String name)
        || name.strip().isEmpty()
        || name.strip().length() > 255) {
      return "Invalid worker name";
    } else if (!(params.get(1) instanceof String)) {
      return "Invalid job id";
    } else if (!matches(params.get(2), "([0-9a-fA-F]{2}){0,8}")) {
      return "Invalid extranonce2";
    } else if (!isWord(params.get(3))) {
      return "Invalid ntime";
    } else if (!isWord(params.get(4))) {
      return "Invalid nonce";
    } else if (params.size() > 5 && !isWord(params.get(5))) {
      return "Invalid version bits";
    }
    return "";
  }

  private static boolean isWord(Object param) {
    return matches(param, "(0[xX])?[0-9a-fA-F]{1,8}");
  }

  private static boolean matches(Object param, String regex) {
    return param instanceof String text && text.matches(regex);
  }

  private static int word(List<?> params, int index) {
    return new BigInteger(params.get(index).toString().replaceFirst("0[xX]", ""), 16).intValue();
  }

  private static Arbitrary<String> name() {
    return Arbitraries.oneOf(
        Arbitraries.of("user.w1", " user.w1", "user.w2", "user", "é", "\u00c3\u00a9", "", " ", "?"),
        Arbitraries.of("x".repeat(255), " " + "x".repeat(255), "x".repeat(256)),
        Arbitraries.strings()
            .withChars("ab.?é \u0000\uD83D\uDE00")
            .ofMaxLength(4)
            .map(text -> text.replaceAll("[\uD800-\uDFFF]", "?")));
  }

  private static Arbitrary<String> jobId() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Long::toHexString),
        hex(17),
        Arbitraries.of("1f", "1F", "01f", "0", "", "x2", " 1"));
  }

  private static Arbitrary<String> hex(int digitsMax) {
    return Arbitraries.frequencyOf(
        Tuple.of(
            8, Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMaxLength(digitsMax)),
        Tuple.of(1, Arbitraries.strings().withChars("0123456789abcdef").ofLength(digitsMax)),
        Tuple.of(
            1, Arbitraries.strings().withChars("0xX1f+- g\u0000é１").ofMaxLength(digitsMax + 1)),
        Tuple.of(
            1, Arbitraries.strings().withChars("0123abcdef").ofMaxLength(9).map(s -> "0x" + s)));
  }

  private static Arbitrary<String> mostly(Arbitrary<String> good, Arbitrary<String> other) {
    return Arbitraries.frequencyOf(Tuple.of(19, good), Tuple.of(1, other));
  }

  /** The text as a JSON string, spelled plainly or, now and then, in escapes. */
  private static Arbitrary<String> element(Arbitrary<String> text) {
    return Combinators.combine(text, Arbitraries.integers().between(0, 9))
        .as(
            (plain, spelling) -> {
              StringBuilder json = new StringBuilder("\"");
              for (int i = 0; i < plain.length(); i++) {
                int c = plain.charAt(i);
                // Half a pair in escapes and half not would be no UTF-8.
                boolean chosen = spelling == 0 && (i % 2 == 0 || Character.isSurrogate((char) c));
                boolean escape = chosen || c < 0x20 || c == '"' || c == '\\';
                json.append(escape ? String.format("\\u%04x", c) : plain.substring(i, i + 1));
              }
              return json.append('"').toString();
            });
  }
}
