package io.stratumj.testkit.conformance.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.function.Predicate;

/**
 * One thing that may rightly be seen. A case names a set of them. Immutable.
 *
 * @param name how a report puts it
 * @param holds whether it was seen
 */
public record Outcome(String name, Predicate<Seen> holds) {
  /** {@code "result":true}. */
  public static final Outcome TRUE = reply("result true, error null", Message::isTrue);

  /** An error of any shape, or {@code "result":false}. */
  public static final Outcome REFUSED = reply("an error reply", Message::isRefusal);

  /** Any answer. */
  public static final Outcome ANSWERED = reply("a reply", message -> true);

  /** An answer without error. */
  public static final Outcome RESULT =
      reply("a result, error null", m -> m.error().isJsonNull() && !m.result().isJsonNull());

  /** An array, without error. */
  public static final Outcome ARRAY =
      reply("an array, error null", m -> m.error().isJsonNull() && m.result().isJsonArray());

  /** An object, without error. */
  public static final Outcome OBJECT =
      reply("an object, error null", m -> m.error().isJsonNull() && m.result().isJsonObject());

  /** The answer to subscribe. */
  public static final Outcome SUBSCRIBED =
      reply(
          "a subscribe result [subscriptions, extranonce1, size], error null",
          m -> m.error().isJsonNull() && isSubscription(m.result()));

  /** The end of the connection. */
  public static final Outcome CLOSED =
      new Outcome("the connection closed", seen -> seen.kind() == Seen.Kind.CLOSED);

  /** The end of the connection, not by a reset. */
  public static final Outcome ENDED =
      new Outcome(
          "the connection closed, without a reset",
          seen -> seen.kind() == Seen.Kind.CLOSED && !seen.text().contains("reset"));

  /** Nothing in time. */
  public static final Outcome SILENCE =
      new Outcome("no answer", seen -> seen.kind() == Seen.Kind.SILENCE);

  /** An error with one of these numbers. */
  public static Outcome error(int... codes) {
    String name =
        "error "
            + java.util.Arrays.stream(codes)
                .mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(" or "));
    return reply(
        name,
        m ->
            m.isRefusal()
                && m.errorCode().isPresent()
                && java.util.Arrays.stream(codes)
                    .anyMatch(code -> code == m.errorCode().getAsInt()));
  }

  /** A notification of this method. */
  public static Outcome call(String method) {
    return new Outcome(method, seen -> seen.isCall(method));
  }

  /** A reply of which something holds. */
  public static Outcome reply(String name, Predicate<Message> holds) {
    return new Outcome(
        name, seen -> seen.kind() == Seen.Kind.REPLY && seen.message().filter(holds).isPresent());
  }

  /** A reply to this id. */
  public static Outcome replyTo(String id) {
    return reply("a reply with id " + id, m -> m.id().equals(id));
  }

  private static boolean isSubscription(JsonElement result) {
    return result instanceof JsonArray array
        && array.size() >= 3
        && array.get(1).isJsonPrimitive()
        && array.get(2).isJsonPrimitive();
  }
}
