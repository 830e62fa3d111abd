package io.stratumj.testkit.arbitraries;

import com.google.gson.JsonPrimitive;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.Job;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Lines that a miner or a proxy has to understand, spelled as the pools of the world spell them:
 * members in any order, white space, escapes, {@code null} ids or none, members that mean nothing.
 * Written with none of this library's codec. Lines come without their LF. Stateless.
 */
public final class PoolLines {
  private PoolLines() {}

  /** Lines of every kind. */
  public static Arbitrary<String> any() {
    return Arbitraries.oneOf(
        replies(),
        notifies(),
        notifications("mining.set_difficulty", Works.difficulties().map(d -> list(d.toString()))),
        notifications("mining.set_version_mask", hexWords().map(PoolLines::list)),
        notifications("mining.set_extranonce", extranonces()),
        notifications("client.show_message", JsonTexts.strings().map(PoolLines::list)),
        notifications("client.reconnect", Arbitraries.of(List.of(), reconnect())),
        notifications("client.get_version", Arbitraries.just(List.of())));
  }

  /** Answers: true, errors in the two usual forms, a subscription. */
  public static Arbitrary<String> replies() {
    Arbitrary<List<String>> bodies =
        Arbitraries.oneOf(
            Arbitraries.of(
                List.of("\"result\":true", "\"error\":null"),
                List.of("\"result\":true"),
                List.of("\"result\":null", "\"error\":[21,\"Job not found\",null]"),
                List.of("\"result\":false", "\"error\":[23,\"Low difficulty share\",\"\"]"),
                List.of("\"result\":null", "\"error\":{\"code\":24,\"message\":\"no\"}")),
            subscriptions());
    return Combinators.combine(PoolMessages.ids(), bodies)
        .as(PoolLines::withId)
        .flatMap(members -> JsonSpelling.object(Arbitraries.just(members)));
  }

  /** Answers to one request: true. */
  public static Arbitrary<String> accepted(RequestId id) {
    return JsonSpelling.object(
        Arbitraries.just(withId(id, List.of("\"result\":true", "\"error\":null"))));
  }

  /** Jobs. */
  public static Arbitrary<String> notifies() {
    Arbitrary<String> names =
        Arbitraries.strings().withChars("0123456789abcdefXY-_").ofMinLength(1).ofMaxLength(20);
    return notifications(
        "mining.notify",
        Combinators.combine(names, Works.jobs(), Arbitraries.of(false, true))
            .as(PoolLines::notifyParams));
  }

  /** Notifications of any method. */
  public static Arbitrary<String> notifications(
      String method, Arbitrary<? extends List<String>> params) {
    return Combinators.combine(
            Arbitraries.of("\"id\":null", "", "\"jsonrpc\":\"2.0\""),
            JsonSpelling.member("method", JsonSpelling.string(method)),
            JsonSpelling.member("params", JsonSpelling.array(params)))
        .as((id, name, values) -> id.isEmpty() ? list(name, values) : list(id, name, values))
        .flatMap(members -> JsonSpelling.object(Arbitraries.just(members)));
  }

  private static Arbitrary<List<String>> subscriptions() {
    return Works.extranonces()
        .map(
            extranonce ->
                List.of(
                    "\"result\":[[[\"mining.set_difficulty\",\"1\"],[\"mining.notify\",\"1\"]],\""
                        + extranonce.extranonce1().toHex()
                        + "\","
                        + extranonce.extranonce2Size()
                        + "]",
                    "\"error\":null"));
  }

  private static Arbitrary<List<String>> extranonces() {
    return Works.extranonces()
        .map(
            extranonce ->
                list(quoted(extranonce.extranonce1().toHex()), "" + extranonce.extranonce2Size()));
  }

  private static List<String> notifyParams(String name, Job job, boolean clean) {
    List<String> branches = job.merkleBranches().stream().map(b -> quoted(b.toHex())).toList();
    return List.of(
        quoted(name),
        quoted(wordsReversed(job.previousHash().toInternal().toHex())),
        quoted(job.coinbase1().toHex()),
        quoted(job.coinbase2().toHex()),
        "[" + String.join(",", branches) + "]",
        quoted(String.format("%08x", job.version())),
        quoted(String.format("%08x", job.nBits())),
        quoted(String.format("%08x", job.nTime())),
        "" + clean);
  }

  /** Each 4 bytes turned round (SPEC J1). */
  private static String wordsReversed(String hex) {
    StringBuilder words = new StringBuilder(hex.length());
    for (int word = 0; word < hex.length(); word += 8) {
      for (int at = word + 6; at >= word; at -= 2) {
        words.append(hex, at, at + 2);
      }
    }
    return words.toString();
  }

  private static Arbitrary<String> hexWords() {
    return Arbitraries.integers().map(value -> quoted(String.format("%08x", value)));
  }

  private static List<String> reconnect() {
    return List.of("\"pool.example.com\"", "3333", "5");
  }

  private static List<String> withId(RequestId id, List<String> rest) {
    List<String> members = new ArrayList<>(List.of("\"id\":" + id.json()));
    members.addAll(rest);
    return members;
  }

  private static String quoted(String text) {
    return new JsonPrimitive(text).toString();
  }

  private static List<String> list(String... parts) {
    return List.of(parts);
  }
}
