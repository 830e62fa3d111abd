package io.stratumj.testkit.conformance;

import static io.stratumj.testkit.conformance.Breakage.closingOn;
import static io.stratumj.testkit.conformance.Breakage.deafTo;
import static io.stratumj.testkit.conformance.Breakage.forgiving;
import static io.stratumj.testkit.conformance.Breakage.input;
import static io.stratumj.testkit.conformance.Breakage.outputs;
import static io.stratumj.testkit.conformance.Breakage.refusing;
import static io.stratumj.testkit.conformance.Breakage.replacing;
import static io.stratumj.testkit.conformance.Breakage.swapping;

import java.util.List;
import java.util.function.Supplier;

/** Pools that do one thing wrong, and the cases that have to notice. */
enum Mutant {
  // Lines.
  ONLY_WHOLE_PACKETS(deafTo(bytes -> !bytes.endsWith("\n")), "framing/rest-of-a-packet"),
  ONE_LINE_A_PACKET(
      input(bytes -> bytes.replaceFirst("(?s)\n.+", "\n")), "framing/lines-in-one-packet"),
  NO_CARRIAGE_RETURNS(closingOn(bytes -> bytes.contains("\r")), "framing/crlf"),
  ENDLESS_PATIENCE(deafTo(bytes -> bytes.contains("xxxxxxxx")), "framing/endless-line"),
  TLS_IGNORED(deafTo(bytes -> bytes.startsWith("\u0016")), "framing/tls-hello"),
  LENIENT_JSON(
      input(bytes -> bytes.replace('\'', '"').replace(",}", "}")),
      "framing/single-quotes,framing/trailing-comma"),
  BLANK_LINES(outputs(line -> List.of(line, "")), "envelope/one-object-per-line"),
  NO_BLANKS(closingOn(bytes -> bytes.contains(" : ")), "framing/blanks-between-members"),
  CLOSES_ON_BAD_LINE(
      closingOn(bytes -> bytes.contains("mining.sub\n")), "framing/bad-line-keeps-link"),
  SAYS_NOTHING_OF_LONG_LINES(
      outputs(line -> line.startsWith("{\"id\":null,\"result\"") ? List.of() : List.of(line)),
      "framing/long-line-is-told"),
  ANSWERS_GETWORK(
      input(bytes -> bytes.replace("\"getwork\"", "\"mining.ping\"")), "framing/getwork"),
  // Envelope.
  IDS_AS_TEXT(replacing("^\\{\"id\":([0-9]+)", "{\"id\":\"$1\""), "envelope/id-zero"),
  IDS_AS_NUMBERS(replacing("^\\{\"id\":\"[a-z]*\"", "{\"id\":1"), "envelope/id-text"),
  IDS_OF_32_BITS(replacing("4294967297", "1"), "envelope/id-beyond-32-bits"),
  ANSWERS_NOTIFICATIONS(
      input(bytes -> bytes.replace("\"id\":null", "\"id\":0")),
      "envelope/null-id-suggestion,envelope/null-id-unknown"),
  NO_ERROR_MEMBER(replacing(",\"error\":null", ""), "envelope/reply-members"),
  METHOD_IN_REPLIES(
      replacing("^(\\{\"id\":[0-9]+)(.*)}$", "$1$2,\"method\":null}"), "envelope/reply-is-no-call"),
  ERROR_OBJECTS(
      replacing(
          "\"error\":\\[(-?[0-9]+),(\"[^\"]*\"),null]", "\"error\":{\"code\":$1,\"message\":$2}"),
      "envelope/error-shape"),
  FALSE_WITHOUT_ERROR(
      replacing("\"result\":null,\"error\":\\[.*]", "\"result\":false,\"error\":null"),
      "envelope/refusal-has-error"),
  NUMBERED_NOTIFICATIONS(
      replacing("^\\{\"id\":null,\"method\"", "{\"id\":7,\"method\""), "envelope/notification-id"),
  CLOSES_ON_UNKNOWN(
      closingOn(bytes -> bytes.contains("nobody_knows")), "envelope/unknown-method-keeps-link"),
  ANSWERS_ANSWERS(
      input(
          bytes ->
              bytes.replace(
                  "{\"id\":9,\"result\":\"pong\",\"error\":null}", "{\"id\":9,\"method\":\"x\"}")),
      "envelope/answer-to-nothing"),
  OUT_OF_ORDER(swapping(line -> line.contains("Job not found")), "envelope/replies-in-order"),
  // Handshake.
  WORK_BEFORE_SUBSCRIBE_REPLY(
      outputs(
          line ->
              line.contains("[[[")
                  ? List.of(
                      "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1]}", line)
                  : List.of(line)),
      "handshake/subscribe-reply-first"),
  TALKS_FIRST(WrongMemory::talkingFirst, "handshake/nothing-before-subscribe"),
  FLAT_SUBSCRIPTIONS(
      replacing("\\[\\[\\[(.*?)],\\[(.*?)]]", "[[$1,$2]"), "handshake/result-is-nested"),
  SAME_EXTRANONCE_FOR_ALL(
      replacing("]],\"[0-9a-f]{8}\"", "]],\"00000001\""), "handshake/extranonces-differ"),
  NEW_EXTRANONCE_EACH_TIME(
      WrongMemory::ofExtranonces, "handshake/second-subscribe-keeps-extranonce"),
  HUGE_EXTRANONCE2(replacing("\",8],\"error\"", "\",16],\"error\""), "handshake/extranonce2-size"),
  SESSIONS_REFUSED(closingOn(bytes -> bytes.contains("b08cf00d1")), "handshake/odd-session"),
  LETS_EVERYBODY_IN(forgiving("Unauthorized worker"), "handshake/refused-worker"),
  NO_FIRST_DIFFICULTY(
      outputs(line -> line.contains("set_difficulty\",\"p") ? List.of() : List.of(line)),
      "handshake/difficulty-and-work"),
  FIRST_WORK_NOT_CLEAN(replacing(",true]}$", ",false]}"), "handshake/first-work-is-clean"),
  MASK_WITHOUT_ZEROS(replacing("\"1fffe000\"", "\"fffe000\""), "negotiation/mask-is-eight-digits"),
  OWN_MASK(replacing("\"00c00000\"", "\"1fffe000\""), "negotiation/mask-is-intersection"),
  MASK_UNASKED(
      outputs(
          line ->
              line.contains("mining.notify\",\"params")
                  ? List.of(
                      "{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"1fffe000\"]}",
                      line)
                  : List.of(line)),
      "negotiation/no-mask-unasked"),
  UNASKED_ENTRIES(
      replacing("\"version-rolling\":true", "\"version-rolling\":true,\"info\":false"),
      "negotiation/nothing-unasked"),
  NO_CAPABILITIES(
      input(bytes -> bytes.replace("mining.capabilities", "mining.nothing")),
      "negotiation/capabilities"),
  // Work.
  FRACTIONS(
      replacing("set_difficulty\",\"params\":\\[[^\\]]*]", "set_difficulty\",\"params\":[1.5]"),
      "handshake/difficulty-and-work",
      "difficulty/whole-from-one-on"),
  COINBASE_TORN_EARLY(
      replacing(
          "(notify\",\"params\":\\[\"[0-9a-f]+\",\"[0-9a-f]+\",\"[0-9a-f]{80})[0-9a-f]*", "$1"),
      "handshake/difficulty-and-work",
      "jobs/coinbase1-of-43-bytes"),
  FIRST_WORK_WITHHELD(
      deafTo(bytes -> bytes.contains("mining.authorize")), "jobs/work-after-both-replies"),
  CLEAN_AS_NUMBER(replacing(",true]}$", ",1]}"), "jobs/clean-is-boolean"),
  TEN_PARAMS(replacing("(,true|,false)]}$", "$1,0]}"), "jobs/nine-params"),
  JOB_IDS_REUSED(
      replacing("mining.notify\",\"params\":\\[\"[0-9a-f]+\"", "mining.notify\",\"params\":[\"1\""),
      "jobs/new-block-is-clean",
      "jobs/job-id-not-reused"),
  WITNESS_IN_COINBASE(
      replacing("\"0(.)00000001(0{64}ffffffff)", "\"0$1000000000101$2"),
      "jobs/coinbase-is-a-transaction"),
  NEW_BLOCK_NOT_CLEAN(replacing(",true]}$", ",false]}"), "jobs/new-block-is-clean"),
  DIFFICULTY_AFTER_JOB(
      swapping(line -> line.contains("set_difficulty\",\"p") || line.contains("notify\",\"p")),
      "handshake/difficulty-and-work"),
  DIFFICULTY_TWICE(
      outputs(line -> line.contains("set_difficulty\",\"p") ? List.of(line, line) : List.of(line)),
      "difficulty/one-for-each-job,difficulty/not-repeated"),
  DIFFICULTY_AS_TEXT(
      replacing("set_difficulty\",\"params\":\\[(.*)]", "set_difficulty\",\"params\":[\"$1\"]"),
      "handshake/no-difficulty-of-zero"),
  EXPONENTS(
      replacing("set_difficulty\",\"params\":\\[.*]", "set_difficulty\",\"params\":[1E-7]"),
      "difficulty/plain-digits"),
  JUDGES_HARDER_THAN_SAID(
      replacing("params\":\\[0.0000001]", "params\":[0.00000002]"), "difficulty/barely-enough"),
  JUDGES_EASIER_THAN_SAID(
      replacing("params\":\\[0.0000001]", "params\":[0.0000002]"), "difficulty/not-quite-enough"),
  // Shares.
  EIGHT_DIGITS_ONLY(refusing("\"[0-9a-f]{1,7}\"]}\\s*", "20"), "submit/nonce-without-zeros"),
  SIGNED_NONCES(refusing("\"[89a-f][0-9a-f]{7}\"]}\\s*", "20"), "submit/high-nonce"),
  FIVE_PARAMS_ONLY(refusing("\"00000000\"]}\\s*", "20"), "submit/sixth-param-of-zeros"),
  STRANGERS_SUBMIT(forgiving("[24,"), "submit/before-authorize,submit/stranger"),
  UNKNOWN_JOBS_ACCEPTED(forgiving("Job not found"), "submit/unknown-job"),
  LOW_SHARES_ACCEPTED(forgiving("[23,"), "submit/too-low"),
  ANY_TIME(forgiving("Time out of range"), "submit/ntime-a-day-early,submit/ntime-four-hours-late"),
  ANY_VERSION(forgiving("Invalid version mask"), "submit/version-bits-outside"),
  STALE_ACCEPTED(forgiving("Stale share"), "submit/stale"),
  SIGNS_ACCEPTED(input(bytes -> bytes.replace("\"+", "\"")), "submit/nonce-with-plus"),
  DUPLICATES_ACCEPTED(
      forgiving("[22,"),
      "submit/duplicate,submit/duplicate-in-capitals,submit/duplicate-respelled,"
          + "submit/duplicate-by-another-worker,submit/duplicates-in-one-packet,"
          + "handshake/resumed-duplicate"),
  DUPLICATES_BY_TEXT(
      WrongMemory::ofTexts,
      "submit/duplicate-in-capitals,submit/duplicate-with-0x,submit/duplicate-respelled"),
  DUPLICATES_WITHOUT_VERSION(
      WrongMemory::withoutVersion, "submit/other-version-bits-are-other-work"),
  REMEMBERS_REFUSED(WrongMemory::ofRefusedShares, "submit/refused-shares-are-not-remembered"),
  DROPS_UNDER_LOAD(
      input(bytes -> bytes.length() > 2_000 ? bytes.replaceFirst("(?s)^.*?\n", "") : bytes),
      "submit/pipelined"),
  DEAF_TO_FOUR_PARAMS(deafTo(bytes -> bytes.contains("[\"a\",\"1\",")), "submit/four-params"),
  SIBLINGS_SUBMIT(
      forgiving("[24,"), "submit/before-authorize,submit/sibling-worker,submit/stranger"),
  ONE_WORKER_ONLY(refusing("\\[\"[^\"]*\\.w[12]\".*", "24"), "submit/three-workers"),
  NO_ESCAPES(refusing("u00f6.*", "24"), "submit/name-in-utf8-and-escapes"),
  NO_WORKERS_ADDED(refusing("\\.rig7.*", "24"), "submit/worker-part-added"),
  SILENT_ON_SOME(deafTo(bytes -> bytes.contains("\"id\":102,")), "submit/answered-within-a-second"),
  ONE_ERROR_FOR_ALL(
      replacing("\"error\":\\[2[0-9],", "\"error\":[22,"),
      "errors/form-before-worker,errors/worker-before-job,errors/job-before-extranonce2,"
          + "errors/time-before-difficulty,errors/subscribe-before-worker"),
  OWN_NUMBERS(
      replacing("\\[2([1-5]),\"", "[10$1,\""), "errors/duplicate-is-22,errors/known-numbers"),
  // What time brings.
  RESETS_WHO_HAS_FINISHED(WrongMemory::ofManners, "framing/orderly-end"),
  NO_WORK(
      outputs(line -> line.contains("mining.notify\",\"params") ? List.of() : List.of(line)),
      "jobs/first-work-comes-soon"),
  FORGETS_THE_MINIMUM(
      input(bytes -> bytes.replace("difficulty.value\":0.0000004", "difficulty.value\":1e-9")),
      "negotiation/minimum-difficulty-holds"),
  READS_NO_PASSWORDS(
      input(bytes -> bytes.replace("\"md=", "\"x")), "negotiation/password-sets-floor"),
  HEARS_NO_SECOND_SUGGESTION(WrongMemory::ofSuggestions, "difficulty/change-comes-soon"),
  TWO_JOBS_ONLY(WrongMemory::ofJobs, "jobs/eight-jobs-back"),
  DROPS_THE_QUIET(WrongMemory::ofTheQuiet, "limits/quiet-miner");

  private final Supplier<Breakage> breakage;
  private final String missedBy;
  private final String caughtBy;

  Mutant(Supplier<Breakage> breakage, String caughtBy) {
    this(breakage, "", caughtBy);
  }

  Mutant(Supplier<Breakage> breakage, String missedBy, String caughtBy) {
    this.breakage = breakage;
    this.missedBy = missedBy;
    this.caughtBy = caughtBy;
  }

  /** What breaks each connection. */
  Supplier<Breakage> breakage() {
    return breakage;
  }

  /** Cases that have to pass, separated by commas: they make the others see something. */
  String missedBy() {
    return missedBy;
  }

  /** The cases that have to fail, separated by commas. */
  String caughtBy() {
    return caughtBy;
  }
}
