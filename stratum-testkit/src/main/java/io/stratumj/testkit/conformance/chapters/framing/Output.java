package io.stratumj.testkit.conformance.chapters.framing;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import io.stratumj.testkit.conformance.probe.Message;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.function.Predicate;

/** What the pool writes, looked at in all connections of the run (SPEC F1, F5). */
public final class Output {
  private Output() {}

  /** Adds its cases. */
  public static void describe(Chapter output) {
    bytes(output);
    notifications(output);
    replies(output);
  }

  private static void bytes(Chapter output) {
    output
        .must("one-object-per-line")
        .source("SPEC F1, F5; a blank line crashes old Bitaxes and disconnects NerdQAxe")
        .requires("Every line of the pool's is one JSON object: no blank lines, nothing else.")
        .watching(
            history ->
                history
                    .lines()
                    .forEach(
                        line ->
                            Mismatch.unless(
                                Message.parse(line).isPresent(),
                                "one JSON object",
                                "'" + line + "'")));
    output
        .must("plain-characters")
        .source("SPEC F5; a NUL ends everything for C miners")
        .requires("No control characters, and no bytes that are not UTF-8, in what the pool says.")
        .watching(
            history ->
                history
                    .lines()
                    .forEach(
                        line ->
                            Mismatch.unless(
                                line.chars().allMatch(c -> c >= ' ' && c != 0xfffd),
                                "printable UTF-8",
                                line)));
  }

  private static void notifications(Chapter output) {
    everyCall(
        output,
        "notification-id",
        "SPEC F5; a numeric id makes a notification a request for v2 translators",
        "Notifications have the id null, requests of the pool's (ping, get_version) one of their"
            + " own.",
        "an absent id, as para writes",
        said ->
            said.id().equals("null")
                || said.method().equals("mining.ping")
                || said.method().equals("client.get_version"));
    everyCall(
        output,
        "notification-members",
        "SPEC F5; cgminer and v2 translators take a result for an answer",
        "Notifications have no result, and no error but null.",
        "an absent error, an error that is null",
        said -> said.result().isJsonNull() && said.error().isJsonNull());
    everyCall(
        output,
        "notification-params",
        "SPEC F5, J1",
        "The parameters of notifications are an array.",
        "absent parameters",
        said -> !said.json().has("params") || said.json().get("params").isJsonArray());
  }

  private static void replies(Chapter output) {
    everyReply(
        output,
        "reply-members",
        "SPEC F5; old Bitaxes take an absent error for one, v2 translators need result",
        "Replies have all three members id, result and error.",
        "other members besides",
        said -> said.json().has("id") && said.json().has("result") && said.json().has("error"));
    everyReply(
        output,
        "reply-is-no-call",
        "SPEC F5; NerdMiner crashes on \"method\":null in a reply",
        "Replies have no method member.",
        "nothing else",
        said -> !said.json().has("method"));
    everyReply(
        output,
        "error-shape",
        "SPEC F5; an error that is text or an object loses its text in cpuminer, throws in proxies",
        "An error is an array of an integer and a text.",
        "two elements (NOMP) or three. miningcore's objects and ckpool 0.9's texts fail",
        said -> said.error().isJsonNull() || isErrorArray(said));
    everyReply(
        output,
        "error-has-no-result",
        "SPEC F5",
        "A reply with an error has the result null or false.",
        "both",
        said ->
            said.error().isJsonNull()
                || said.result().isJsonNull()
                || (said.result() instanceof JsonPrimitive no
                    && no.isBoolean()
                    && !no.getAsBoolean()));
    everyReply(
        output,
        "refusal-has-error",
        "SPEC F5; NerdMiner counts false without error as accepted",
        "A refusal says so in error, not only by a result of false.",
        "nothing else. ckpool 0.9's reject-reason fails",
        said -> !isFalse(said) || !said.error().isJsonNull());
  }

  private static boolean isFalse(Message said) {
    return said.result() instanceof JsonPrimitive no && no.isBoolean() && !no.getAsBoolean();
  }

  private static boolean isErrorArray(Message said) {
    return said.error() instanceof JsonArray array
        && array.size() >= 2
        && said.errorCode().isPresent()
        && array.get(1).isJsonPrimitive()
        && array.get(1).getAsJsonPrimitive().isString();
  }

  private static void everyCall(
      Chapter output,
      String slug,
      String source,
      String sentence,
      String accepts,
      Predicate<Message> right) {
    every(output, slug, source, sentence, accepts, said -> said.isReply() || right.test(said));
  }

  private static void everyReply(
      Chapter output,
      String slug,
      String source,
      String sentence,
      String accepts,
      Predicate<Message> right) {
    every(
        output,
        slug,
        source,
        sentence,
        accepts,
        said -> !said.method().isEmpty() || right.test(said));
  }

  private static void every(
      Chapter output,
      String slug,
      String source,
      String sentence,
      String accepts,
      Predicate<Message> right) {
    output
        .must(slug)
        .source(source)
        .requires(sentence)
        .accepts(accepts)
        .watching(
            history ->
                history
                    .said()
                    .forEach(said -> Mismatch.unless(right.test(said), sentence, said.line())));
  }
}
