package io.stratumj.testkit.arbitraries;

import io.stratumj.api.message.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What one miner says on one connection: requests in their order, no id twice, so that every reply
 * can be told to its request. Stateless.
 *
 * <pre>{@code
 * @Provide Arbitrary<List<RequestLine>> talks() { return Sessions.any(); }
 * @Property void everyRequestGetsOneReply(@ForAll("talks") List<RequestLine> talk) { ... }
 * }</pre>
 */
public final class Sessions {
  private static final int REQUESTS_MAX = 25;
  private static final List<String> HANDSHAKE =
      List.of(
          "mining.configure",
          "mining.subscribe",
          "mining.authorize",
          "mining.extranonce.subscribe",
          "mining.suggest_difficulty");

  private Sessions() {}

  /** A handshake, and anything after it, mostly shares. */
  public static Arbitrary<List<RequestLine>> any() {
    Arbitrary<RequestLine> next =
        Arbitraries.frequencyOf(
            Tuple.of(4, RequestLines.of("mining.submit")),
            Tuple.of(2, RequestLines.any()),
            Tuple.of(1, RequestLines.unknownMethods()),
            Tuple.of(1, BrokenLines.badParams()));
    return Combinators.combine(handshakes(), next.list().ofMaxSize(REQUESTS_MAX))
        .as(
            (first, rest) -> {
              List<RequestLine> all = new ArrayList<>(first);
              all.addAll(rest);
              return withoutRepeatedIds(all);
            });
  }

  /** Subscribe and authorize, with or without extensions, in any order (SPEC H1). */
  public static Arbitrary<List<RequestLine>> handshakes() {
    return Arbitraries.shuffle(HANDSHAKE)
        .flatMap(
            methods ->
                Combinators.combine(methods.stream().map(RequestLines::of).toList())
                    .as(Sessions::withoutRepeatedIds));
  }

  /** The bytes of such a session, cut as TCP may cut them (SPEC F1). */
  public static Arbitrary<List<byte[]>> inPieces(List<RequestLine> session) {
    String lines = session.stream().map(each -> each.line() + "\n").collect(Collectors.joining());
    return Chopping.of(lines.getBytes(StandardCharsets.UTF_8));
  }

  /** The ids that have to be answered, in their order. */
  public static List<RequestId> answeredIds(List<RequestLine> session) {
    return session.stream().map(RequestLine::id).filter(RequestId::expectsReply).toList();
  }

  private static List<RequestLine> withoutRepeatedIds(List<RequestLine> lines) {
    Set<RequestId> seen = new HashSet<>();
    return lines.stream().filter(each -> !each.id().expectsReply() || seen.add(each.id())).toList();
  }
}
