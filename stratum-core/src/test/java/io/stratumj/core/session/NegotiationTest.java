package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.vardiff.Vardiff;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SPEC C and S3: what is negotiated, in every form it was seen. */
class NegotiationTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);

  private final Pool pool = new Pool().publish(Pool.job(1));

  /** C1: an entry for every requested code, in the order of the request. */
  @Test
  void everyRequestedCodeIsAnswered() {
    Pool free = new Pool(options -> options.difficulty(Vardiff.startingAt(1)));
    assertEquals(
        "{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\","
            + "\"minimum-difficulty\":true,\"subscribe-extranonce\":true,\"info\":true,"
            + "\"no such \\\"thing\\\"\":false}",
        configure(
            new Talk(free),
            "[[\"version-rolling\",\"minimum-difficulty\",\"subscribe-extranonce\",\"info\","
                + "\"no such \\\"thing\\\"\"],{\"version-rolling.mask\":\"ffffffff\","
                + "\"version-rolling.min-bit-count\":2,\"minimum-difficulty.value\":16,"
                + "\"info.hw-version\":\"x\"}]"));
  }

  /** C1: the mask is what both can; nothing in common is false. */
  @Test
  void theMaskIsWhatBothCan() {
    assertEquals("true 1fffe000", mask("\"ffffffff\""));
    assertEquals("true 1fffe000", mask("\"1fffe000\""));
    assertEquals("true 00006000", mask("\"00006000\""));
    assertEquals("true 0000e000", mask("\"e000\""));
    assertEquals("true 1fffe000", mask("\"FFFFFFFF\""));
    assertEquals("false", mask("\"00000000\""));
    assertEquals("false", mask("\"e0000000\""));
  }

  /** C1: a mask that is none means all bits. */
  @Test
  void aMalformedMaskMeansAllBits() {
    for (String broken : List.of("\"xyz\"", "null", "17", "{}", "\"\"", "\"123456789\"")) {
      assertEquals("true 1fffe000", mask(broken), broken);
    }
  }

  /** C1: bodies that make little sense are answered with what can be understood. */
  @Test
  void malformedBodiesNeverDisconnect() {
    String full = "{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\"}";
    String maskFirst = "{\"version-rolling.mask\":\"1fffe000\",\"version-rolling\":true}";
    String[][] bodies = {
      {"[[\"version-rolling\"]]", full},
      {"[[\"version-rolling\"],null]", full},
      {"[[\"version-rolling\"],[]]", full},
      {"[[\"version-rolling\",\"version-rolling\"],{}]", full},
      {"[[\"version-rolling\",7,null],{\"version-rolling.min-bit-count\":\"00000010\"}]", full},
      {"[[\"version-rolling\"],{\"version-rolling.min-bit-count\":\"16\"}]", full},
      {"[[\"version-rolling\"],{\"version-rolling.min-bit-count\":-1}]", full},
      {"[[\"version-rolling\"],{\"version-rolling.min-bit-count\":{}}]", full},
      {"[[\"version-rolling\",\"version-rolling.mask\"]]", full},
      {"[[\"version-rolling.mask\",\"version-rolling\"]]", maskFirst},
      {"[]", "{}"},
      {"[null,{}]", "{}"},
      {"[\"version-rolling\",{}]", "{}"},
      {"[{},{}]", "{}"},
    };
    for (String[] body : bodies) {
      Talk talk = new Talk(pool);
      assertEquals(body[1], configure(talk, body[0]), body[0]);
      assertTrue(talk.closed().isEmpty());
    }
  }

  /** C1: a minimum that cannot be kept is refused with a reason. */
  @Test
  void minimumDifficultyIsTakenOrTheReasonGiven() {
    Pool free = new Pool(options -> options.difficulty(Vardiff.startingAt(1)));
    assertEquals("true", minimum(free, "512"));
    assertEquals("true", minimum(free, "\"512.5\""));
    assertTrue(minimum(free, "0").startsWith("\"minimum-difficulty.value must be"));
    assertTrue(minimum(free, "\"NaN\"").startsWith("\"minimum-difficulty.value must be"));
    assertEquals("\"The difficulty is limited by the pool\"", minimum(pool, "512"));
  }

  /** C1, C4: what was granted, or asked for as a difficulty or a target, is what comes. */
  @Test
  void theFirstDifficultyIsWhatWasAskedFor() {
    Pool free =
        new Pool(options -> options.difficulty(Vardiff.startingAt(1)))
            .publish(Pool.job(1, Pool.HARD_BITS));
    assertEquals("1", firstDifficulty(free));
    assertEquals(
        "512",
        firstDifficulty(
            free,
            "{\"id\":3,\"method\":\"mining.configure\",\"params\":[[\"minimum-difficulty\"],{\"minimum-difficulty.value\":512}]}"));
    assertEquals(
        "300",
        firstDifficulty(
            free, "{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[300]}"));
    String target = "00000000000ffff0" + "0".repeat(48);
    assertEquals(
        "4096",
        firstDifficulty(
            free,
            "{\"id\":3,\"method\":\"mining.suggest_target\",\"params\":[\"" + target + "\"]}"));
  }

  private static String firstDifficulty(Pool pool, String... lines) {
    return new Talk(pool)
        .say(lines).handshake("a").hear().stream()
            .filter(line -> Talk.method(line).equals("mining.set_difficulty"))
            .map(line -> Talk.params(line).get(0).getAsString())
            .findFirst()
            .orElseThrow();
  }

  /** S3: masked bits and the XOR of the ESP firmwares give the same header. */
  @Test
  void rolledVersionBitsAreJudged() {
    Talk talk = new Talk(pool);
    configure(talk, "[[\"version-rolling\"],{\"version-rolling.mask\":\"00ffe000\"}]");
    talk.mining("a");
    assertEquals(0, submit(talk, "1", "00002000"));
    assertEquals(0x00002000, pool.recorded.get(0).share().versionBits());
    assertEquals(22, submit(talk, "1", "0x2000"));
    assertEquals(0, submit(talk, "1", "00000000"));
    assertEquals(22, submit(talk, "1", null));
    assertEquals(20, submit(talk, "1", "01000000"), "in the server's mask, not in the negotiated");
    assertEquals(20, submit(talk, "1", "20000000"));
  }

  /** C2, S3: a set bit of the job is taken out of the mask, and the miner is told before. */
  @Test
  void theMaskShrinksAroundTheJobsOwnBits() {
    Talk talk = new Talk(pool);
    configure(talk, "[[\"version-rolling\"],{}]");
    talk.mining("a");
    pool.publish(withVersion(Pool.job(2), 0x20004000));
    talk.offer();
    List<String> heard = talk.hear();
    assertEquals(
        List.of("mining.set_version_mask", "mining.notify"),
        heard.stream().map(Talk::method).toList());
    assertEquals("1fffa000", Talk.params(heard.get(0)).get(0).getAsString());
    assertEquals(20, submit(talk, "2", "00004000"));
    assertEquals(0, submit(talk, "2", "00002000"));
    assertEquals(0, submit(talk, "1", "00004000"), "the old job keeps its own mask");
    pool.publish(Pool.job(3));
    talk.offer();
    assertEquals(
        List.of("mining.set_version_mask", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());
  }

  /** C1: configured again in mid-session, the change travels with a job. */
  @Test
  void theMaskMayBeNegotiatedLate() {
    Talk talk = new Talk(pool).mining("a");
    configure(talk, "[[\"version-rolling\"],{}]");
    assertEquals(20, submit(talk, "1", "00002000"));
    for (int i = 0; i < 4; i++) {
      talk.tick();
      pool.pass(Duration.ofSeconds(1));
    }
    assertEquals(
        List.of("mining.set_version_mask", "mining.notify"),
        talk.hear().stream().map(Talk::method).toList());
    assertEquals(0, submit(talk, "2", "00002000"));
  }

  /** C2: an option. */
  @Test
  void theServersMaskIsAnOption() {
    Pool wide = new Pool(options -> options.versionMask(new VersionMask(0x1fffffe0)));
    assertTrue(configure(new Talk(wide), "[[\"version-rolling\"]]").contains("1fffffe0"));
    Pool none = new Pool(options -> options.versionMask(VersionMask.NONE));
    assertEquals(
        "{\"version-rolling\":false}", configure(new Talk(none), "[[\"version-rolling\"]]"));
  }

  /** C4: every form seen in the wild. */
  @Test
  void suggestionsAreAnsweredWithTrueOrTwenty() {
    Talk talk = new Talk(pool);
    for (String good : List.of("1000", "0.00015", "1024.0", "\"64\"", "1e3", "1e300", "2,\"x\"")) {
      assertEquals(0, suggest(talk, "difficulty", good), good);
    }
    for (String bad :
        List.of("", "0", "-1", "\"NaN\"", "1e999", "null", "[]", "\"\"", "\"x\"", "\"1 \"")) {
      assertEquals(20, suggest(talk, "difficulty", bad), bad);
    }
    for (String good : List.of("\"0000000003" + "f".repeat(54) + "\"", "\"ff\"")) {
      assertEquals(0, suggest(talk, "target", good), good);
    }
    for (String bad :
        List.of("", "17", "\"\"", "\"00\"", "\"xyz\"", "\"" + "f".repeat(65) + "\"")) {
      assertEquals(20, suggest(talk, "target", bad), bad);
    }
  }

  /** C5: what cgminer and BFGMiner would book as a rejected share is true. */
  @Test
  void smallMethodsAreAnswered() {
    Talk talk = new Talk(pool);
    talk.say(
        "{\"id\":1,\"method\":\"mining.multi_version\",\"params\":[1]}",
        "{\"id\":2,\"method\":\"mining.capabilities\",\"params\":[{}]}",
        "{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}",
        "{\"id\":\"txlist1\",\"method\":\"mining.get_transactions\",\"params\":[\"1\"]}",
        "{\"id\":5,\"method\":\"mining.ping\"}");
    assertEquals(
        List.of(
            "{\"id\":1,\"result\":true,\"error\":null}",
            "{\"id\":2,\"result\":true,\"error\":null}",
            "{\"id\":3,\"result\":true,\"error\":null}",
            "{\"id\":\"txlist1\",\"result\":[],\"error\":null}",
            "{\"id\":5,\"result\":\"pong\",\"error\":null}"),
        talk.hear());
  }

  /** C5: an option, and never more than a miner can be sent. */
  @Test
  void transactionsAreToldIfThePoolWants() {
    Pool open = new Pool(options -> options.tellTransactions(true));
    open.publish(withBody(Pool.job(1), 2, 3));
    Talk talk = new Talk(open).mining("a");
    assertEquals("[\"000000\",\"000000\"]", transactions(talk, "1"));
    assertEquals("[]", transactions(talk, "77"));
    open.publish(withBody(Pool.job(2), 2, 40_000));
    talk.offer();
    talk.ignore();
    assertEquals("[]", transactions(talk, "2"));
    pool.publish(withBody(Pool.job(1), 2, 3));
    assertEquals("[]", transactions(new Talk(pool).mining("a"), "1"), "off");
  }

  private static String transactions(Talk talk, String job) {
    talk.say("{\"id\":3,\"method\":\"mining.get_transactions\",\"params\":[\"" + job + "\"]}");
    return talk.hear().get(0).replaceAll("\\{\"id\":3,\"result\":(.*),\"error\":null}", "$1");
  }

  private static Job withBody(Job job, int transactions, int bytes) {
    BlockBody body =
        new BlockBody(
            Collections.nCopies(transactions, Bytes.of(new byte[bytes])), false, Bytes.EMPTY);
    return new Job(
        job.previousHash(),
        job.coinbase1(),
        job.coinbase2(),
        job.extranonceSize(),
        job.merkleBranches(),
        job.version(),
        job.nBits(),
        job.nTime(),
        job.minTime(),
        Optional.of(body));
  }

  private String mask(String written) {
    String answer =
        configure(
            new Talk(pool), "[[\"version-rolling\"],{\"version-rolling.mask\":" + written + "}]");
    assertFalse(answer.isEmpty());
    return answer
        .replace("{\"version-rolling\":", "")
        .replace(",\"version-rolling.mask\":\"", " ")
        .replaceAll("[\"}]", "");
  }

  private static String minimum(Pool pool, String value) {
    return configure(
            new Talk(pool),
            "[[\"minimum-difficulty\"],{\"minimum-difficulty.value\":" + value + "}]")
        .replaceAll("\\{\"minimum-difficulty\":(.*)}", "$1");
  }

  private static String configure(Talk talk, String params) {
    talk.say("{\"id\":3,\"method\":\"mining.configure\",\"params\":" + params + "}");
    return talk.hear().get(0).replaceAll("\\{\"id\":3,\"result\":(.*),\"error\":null}", "$1");
  }

  private static int suggest(Talk talk, String what, String value) {
    talk.say("{\"id\":3,\"method\":\"mining.suggest_" + what + "\",\"params\":[" + value + "]}");
    return Talk.error(talk.hear().get(0));
  }

  private static int submit(Talk talk, String job, String bits) {
    talk.say(
        "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"a\",\""
            + String.join("\",\"", job, EN2, TIME, "00000001")
            + (bits == null ? "" : "\",\"" + bits)
            + "\"]}");
    List<String> heard = talk.hear();
    assertEquals(1, heard.size(), heard.toString());
    return Talk.error(heard.get(0));
  }

  private static Job withVersion(Job job, int version) {
    return new Job(
        job.previousHash(),
        job.coinbase1(),
        job.coinbase2(),
        job.extranonceSize(),
        job.merkleBranches(),
        version,
        job.nBits(),
        job.nTime(),
        job.minTime(),
        job.body());
  }
}
