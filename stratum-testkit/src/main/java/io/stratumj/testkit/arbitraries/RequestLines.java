package io.stratumj.testkit.arbitraries;

import com.google.gson.JsonPrimitive;
import io.stratumj.api.message.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Lines that a pool has to understand: one for each method, in every spelling that JSON and the
 * protocol allow (SPEC F3 to F7). The order of members, white space, escapes, the kind and the
 * spelling of the id vary, unknown members stand between; nesting stays within 8 and a line within
 * 4,096 bytes. What the fields say is well-formed but random: no job of that name need exist.
 *
 * <p>Stateless.
 */
public final class RequestLines {
  private static final Map<String, Arbitrary<String>> PARAMS =
      Map.ofEntries(
          Map.entry("mining.subscribe", RequestParams.subscribe()),
          Map.entry("mining.authorize", RequestParams.authorize()),
          Map.entry("mining.configure", RequestParams.configure()),
          Map.entry("mining.submit", RequestParams.submit()),
          Map.entry("mining.suggest_difficulty", RequestParams.suggestDifficulty()),
          Map.entry("mining.suggest_target", RequestParams.suggestTarget()),
          Map.entry("mining.get_transactions", RequestParams.getTransactions()),
          Map.entry("mining.extranonce.subscribe", RequestParams.ignored()),
          Map.entry("mining.ping", RequestParams.ignored()),
          Map.entry("mining.multi_version", RequestParams.ignored()),
          Map.entry("mining.capabilities", RequestParams.ignored()));

  private static final String NO_ID = "";

  private RequestLines() {}

  /** Requests of all methods that a pool knows. */
  public static Arbitrary<RequestLine> any() {
    return Arbitraries.of(methods()).flatMap(RequestLines::of);
  }

  /** The methods that {@link #of(String)} knows, sorted. */
  public static List<String> methods() {
    return PARAMS.keySet().stream().sorted().toList();
  }

  /**
   * Requests of one method.
   *
   * @throws IllegalArgumentException if it is none of {@link #methods()}
   */
  public static Arbitrary<RequestLine> of(String method) {
    Arbitrary<String> params = PARAMS.get(method);
    if (params == null) {
      throw new IllegalArgumentException("not a method of a miner: " + method);
    }
    return of(method, params);
  }

  /**
   * Requests of any method.
   *
   * @param params JSON texts of what stands behind {@code "params":}
   */
  public static Arbitrary<RequestLine> of(String method, Arbitrary<String> params) {
    return Combinators.combine(
            ids(),
            JsonSpelling.member("method", JsonSpelling.string(method)),
            JsonSpelling.member("params", params),
            extras())
        .as((id, name, values, extras) -> members(id, name, values, extras))
        .flatMap(
            members ->
                JsonSpelling.object(Arbitraries.just(members.texts()))
                    .map(line -> new RequestLine(members.id(), method, line)));
  }

  /** Requests of a method that no pool knows (SPEC F8). */
  public static Arbitrary<RequestLine> unknownMethods() {
    return Arbitraries.of(
            "mining.unheard_of", "", "MINING.SUBSCRIBE", "mining.submit ", "eth_getWork")
        .flatMap(method -> of(method, RequestParams.ignored()));
  }

  /** Answers to a request of the pool (SPEC F6). */
  public static Arbitrary<String> responses() {
    Arbitrary<String> id = JsonSpelling.member("id", ids().filter(text -> !text.equals(NO_ID)));
    Arbitrary<String> result = JsonSpelling.member("result", JsonTexts.any());
    Arbitrary<String> error = JsonSpelling.member("error", JsonTexts.any());
    return JsonSpelling.object(
        Combinators.combine(id, result, error, Arbitraries.integers().between(2, 3))
            .as((name, value, problem, size) -> List.of(name, value, problem).subList(0, size)));
  }

  /**
   * Ids that have to be echoed as they are spelled (SPEC F4): numbers in every spelling, strings of
   * up to 64 bytes as written, null, and the empty text for none at all.
   */
  static Arbitrary<String> ids() {
    Arbitrary<String> counters = Arbitraries.integers().between(0, 200_000).map(n -> "" + n);
    Arbitrary<String> odd =
        Arbitraries.of("0", "-7", "1.0", "1e2", "-0", "12345678901234567890", "0.1E-5");
    Arbitrary<String> strings =
        JsonSpelling.string(Arbitraries.of("auth", "xnsub", "", "txlist1f", "a\"b", "\u03b3"));
    return Arbitraries.frequencyOf(
        Tuple.of(5, counters),
        Tuple.of(2, odd),
        Tuple.of(2, strings),
        Tuple.of(1, Arbitraries.of("null", NO_ID)));
  }

  private static Arbitrary<Optional<String>> extras() {
    return Arbitraries.of(
            "",
            "\"jsonrpc\":\"2.0\"",
            "\"error\":null",
            "\"worker\":\"rig1\"",
            "\"Method\":7",
            "\"x\":{\"y\":[1,{\"z\":null}]}",
            new JsonPrimitive("\u03b3\u0000") + ":[]")
        .map(text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
  }

  private static Members members(String id, String method, String params, Optional<String> extra) {
    List<String> texts = new ArrayList<>(List.of(method, params));
    extra.ifPresent(texts::add);
    if (!id.equals(NO_ID)) {
      texts.add(0, "\"id\":" + id);
    }
    boolean expectsReply = !id.equals(NO_ID) && !id.equals("null");
    return new Members(expectsReply ? new RequestId(id) : RequestId.NONE, texts);
  }

  private record Members(RequestId id, List<String> texts) {}
}
