package io.stratumj.testkit.personas;

import java.util.List;
import java.util.function.Supplier;

/** What a pool may get wrong: each is a right pool, with its lines changed on their way. */
enum Tampering {
  BLANK_LINE("an empty line behind every line", () -> line -> List.of(line, "")),
  NUL("a NUL behind every job", Change.of(Change::isNotify, line -> line + "\0")),
  GARBAGE("a line that is no JSON", Change.before(Change::isNotify, "hello")),
  SINGLE_QUOTES(
      "jobs in single quotes", Change.of(Change::isNotify, line -> line.replace('"', '\''))),
  LONG_LINE(
      "a line of 17,000 bytes",
      Change.before(
          Change::isNotify, Change.call("client.show_message", "\"" + "x".repeat(17_000) + "\""))),
  EARLY_JOB(
      "a job before the subscribe reply",
      Change.before(
          Change::isSubscribed,
          Change.call(
              "mining.notify",
              "\"f\",\""
                  + "0".repeat(64)
                  + "\",\""
                  + "00".repeat(50)
                  + "\",\"00\",[],\"20000000\",\"1d00ffff\",\"65000000\",true"))),
  EARLY_MASK(
      "a version mask before the subscribe reply",
      Change.before(Change::isSubscribed, Change.call("mining.set_version_mask", "\"1fffe000\""))),
  LATE_CONFIGURE(
      "a difficulty before the configure reply",
      Change.before(Change::isConfigured, Change.call("mining.set_difficulty", "16"))),
  MASK_BEFORE_LOGIN(
      "a version mask before every true, until the first job",
      Change.untilFirstJob(
          line ->
              Change.isYes(line)
                  ? List.of(Change.call("mining.set_version_mask", "\"1fffe000\""), line)
                  : List.of(line))),
  UNKNOWN_BEFORE_LOGIN(
      "an unknown call before every true, until the first job",
      Change.untilFirstJob(
          line ->
              Change.isYes(line) ? List.of(Change.call("mining.hello", ""), line) : List.of(line))),
  TWO_DIFFICULTIES(
      "two difficulties for one job",
      Change.before(Change::isDifficulty, Change.call("mining.set_difficulty", "12"))),
  TEXT_DIFFICULTY("a difficulty as text", Change.difficulty("\"16\"")),
  ZERO_DIFFICULTY("a difficulty of 0", Change.difficulty("0")),
  LOW_DIFFICULTY("a difficulty of 1", Change.difficulty("1")),
  NO_ERROR_MEMBER(
      "replies without an error member",
      Change.always(line -> line.replace(",\"error\":null", ""))),
  METHOD_IN_REPLY(
      "replies with a method of null",
      Change.of(
          Change::isReply, line -> line.replaceFirst("\\{\"id\"", "{\"method\":null,\"id\""))),
  TEXT_IDS(
      "number ids as text",
      Change.always(line -> line.replaceFirst("^\\{\"id\":(\\d+)", "{\"id\":\"$1\""))),
  NUMBERED_CALLS(
      "notifications with an id",
      Change.always(line -> line.replace("{\"id\":null,\"method\"", "{\"id\":7,\"method\""))),
  ERROR_IN_CALL(
      "jobs with an error",
      Change.of(
          Change::isNotify,
          line -> line.replace("{\"id\":null", "{\"id\":null,\"error\":[1,\"x\",null]"))),
  FLAT_SUBSCRIPTIONS("subscriptions that are one pair", Change.subscriptions("[\"a\",\"b\"]")),
  NO_SUBSCRIPTIONS("no subscriptions", Change.subscriptions("[]")),
  EXTRANONCE2_1("an extranonce2 of 1 byte", Change.extranonce2(1)),
  EXTRANONCE2_6("an extranonce2 of 6 bytes", Change.extranonce2(6)),
  EXTRANONCE2_12("an extranonce2 of 12 bytes", Change.extranonce2(12)),
  NUMBER_JOB_ID("job ids that are numbers", Change.jobId("17")),
  EMPTY_JOB_ID("job ids that are empty", Change.jobId("\"\"")),
  ONE_JOB_ID("one job id for all jobs", Change.jobId("\"a\"")),
  SHORT_VERSION(
      "a version of one digit",
      Change.of(Change::isNotify, line -> line.replace("\"20000000\"", "\"2\""))),
  NUMBER_CLEAN(
      "clean_jobs as a number",
      Change.of(Change::isNotify, line -> line.replace(",true]", ",1]").replace(",false]", ",0]"))),
  TENTH_ELEMENT(
      "a tenth element in a job",
      Change.of(Change::isNotify, line -> line.replaceAll(",(true|false)]", ",$1,\"x\"]"))),
  BRANCHES_17("17 merkle branches", Change.branches(17)),
  BRANCHES_33("33 merkle branches", Change.branches(33)),
  COINBASE_300("300 bytes more of coinbase", Change.coinbase(300)),
  COINBASE_700("700 bytes more of coinbase", Change.coinbase(700)),
  COINBASE_7000("7,000 bytes more of coinbase", Change.coinbase(7_000)),
  ROLLING_REFUSED(
      "version rolling refused",
      Change.of(
          Change::isConfigured,
          line -> line.replaceFirst("\\{\"version.*?}", "{\"version-rolling\":false}"))),
  EXTRANONCE_REFUSED(
      "an error for every true, until the first job",
      Change.untilFirstJob(line -> List.of(line.replace(Change.TRUE, Change.FAILED)))),
  OPTIONAL_REFUSED(
      "a refusal that belongs to no share",
      Change.before(Change::isNotify, "{\"id\":99999," + Change.FAILED + "}")),
  NOTIFICATION_ANSWERED(
      "an answer to a request without id",
      Change.before(Change::isSubscribed, "{\"id\":null," + Change.TRUE + "}")),
  FALSE_WITHOUT_ERROR(
      "shares refused by false alone", Change.shares("\"result\":false,\"error\":null")),
  TEXT_ERROR("shares refused by a text", Change.shares("\"result\":null,\"error\":\"Stale\"")),
  NULL_NULL("shares answered by two nulls", Change.shares("\"result\":null,\"error\":null")),
  NO_RESULT("shares answered without a result", Change.shares("\"error\":null")),
  UNANSWERED(
      "shares never answered",
      Change.afterFirstJob(line -> Change.isYes(line) ? List.of() : List.of(line))),
  NO_MORE_JOBS(
      "no second job",
      Change.afterFirstJob(line -> Change.isNotify(line) ? List.of() : List.of(line))),
  SILENCE("silence after the first job", Change.afterFirstJob(line -> List.of())),
  NO_REPLIES("no word at all", () -> line -> List.of()),
  UNASKED_EXTRANONCE(
      "another extranonce1 that nobody asked for",
      Change.before(Change::isNotify, Change.call("mining.set_extranonce", "\"0a0b0c0d\",8")));

  private final String title;
  private final Supplier<Change> change;

  Tampering(String title, Supplier<Change> change) {
    this.title = title;
    this.change = change;
  }

  String title() {
    return title;
  }

  /** For one miner. */
  Change begin() {
    return change.get();
  }
}
