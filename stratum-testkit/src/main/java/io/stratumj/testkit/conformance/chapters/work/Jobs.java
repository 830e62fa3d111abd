package io.stratumj.testkit.conformance.chapters.work;

import com.google.gson.JsonArray;
import io.stratumj.testkit.conformance.probe.Coinbase;
import io.stratumj.testkit.conformance.probe.History;
import io.stratumj.testkit.conformance.probe.Message;
import io.stratumj.testkit.conformance.probe.Mismatch;
import io.stratumj.testkit.conformance.probe.Rig;
import io.stratumj.testkit.conformance.probe.Work;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a notify holds, and when one comes (SPEC J). */
public final class Jobs {
  private static final Duration RENEWAL = Duration.ofSeconds(65);

  private Jobs() {}

  /** Adds its cases. */
  public static void describe(Chapter jobs) {
    shape(jobs);
    ids(jobs);
    size(jobs);
    coinbase(jobs);
    version(jobs);
    blocks(jobs);
    renewal(jobs);
  }

  private static void shape(Chapter jobs) {
    every(
        jobs.must("nine-params"),
        "SPEC J1; v2 translators want 9, ESP firmwares take the last for clean_jobs",
        "A notify has exactly nine parameters.",
        params -> params.size() == 9);
    every(
        jobs.must("clean-is-boolean"),
        "SPEC J1; cpuminer, cgminer, BFGMiner take 1 for false",
        "clean_jobs is true or false, not a number.",
        params ->
            params.get(8).isJsonPrimitive() && params.get(8).getAsJsonPrimitive().isBoolean());
    every(
        jobs.must("prevhash"),
        "SPEC J1; cpuminer and cgminer drop the job otherwise",
        "The previous hash is a text of 64 hex digits.",
        params -> matches(params, 1, "[0-9a-fA-F]{64}"));
    every(
        jobs.must("words"),
        "SPEC J1; cpuminer-opt crashes on a version of one digit. public-pool does not pad",
        "version, nbits and ntime are texts of eight hex digits.",
        params ->
            matches(params, 5, "[0-9a-fA-F]{8}")
                && matches(params, 6, "[0-9a-fA-F]{8}")
                && matches(params, 7, "[0-9a-fA-F]{8}"));
    every(
        jobs.must("branches"),
        "SPEC J1",
        "The merkle branches are an array of texts of 64 hex digits.",
        params ->
            params.get(4) instanceof JsonArray branches
                && branches.asList().stream()
                    .allMatch(branch -> branch.toString().matches("\"[0-9a-fA-F]{64}\"")));
    every(
        jobs.should("small-letters"),
        "SPEC J1",
        "All hex in a notify has small letters.",
        params -> matches(params, 1, "[^A-F]*") && matches(params, 7, "[^A-F]*"));
  }

  private static void ids(Chapter jobs) {
    every(
        jobs.must("job-id"),
        "SPEC J2; C miners paste it into JSON as it is, cgminer refuses an empty one",
        "A job id is a text of 1 to 110 characters that need no escape.",
        params -> matches(params, 0, "[ !#-\\[\\]-~]{1,110}"));
    every(
        jobs.should("job-id-is-short-hex"),
        "SPEC J2; Eligius used blanks, DATUM uses Q and N",
        "A job id is 1 to 16 small hex digits.",
        params -> matches(params, 0, "[0-9a-f]{1,16}"));
    jobs.must("job-id-not-reused")
        .source("SPEC J2; cpuminer ignores a job whose id it has, ckpool keys by it")
        .requires("On one connection a job id stands for one work only.")
        .accepts("the same work again under the same id")
        .watching(
            history -> {
              Map<String, String> works = new HashMap<>();
              for (Message said : history.calls("mining.notify")) {
                String id = said.params().get(0).toString();
                String before = works.putIfAbsent(id, work(said));
                Mismatch.unless(
                    before == null || before.equals(work(said)),
                    "a new id for new work",
                    said.line());
              }
            });
    jobs.should("work-not-repeated")
        .source("SPEC J5; cpuminer does not take up work it has under a new id")
        .requires("The same work is never sent under two ids on one connection.")
        .watching(
            history -> {
              Set<String> seen = new HashSet<>();
              for (Message said : history.calls("mining.notify")) {
                Mismatch.unless(
                    seen.add(work(said)) || said.params().get(8).getAsBoolean(),
                    "work that differs",
                    said.line());
              }
            });
  }

  private static void size(Chapter jobs) {
    every(
        jobs.must("at-most-32-branches"),
        "SPEC J1; old Bitaxes reboot above",
        "There are at most 32 merkle branches.",
        params -> params.get(4).getAsJsonArray().size() <= 32);
    every(
        jobs.should("at-most-16-branches"),
        "SPEC J1; ckpool as a proxy",
        "There are at most 16 merkle branches.",
        params -> params.get(4).getAsJsonArray().size() <= 16);
    jobs.should("coinbase-of-255-bytes")
        .source("SPEC J1; NerdMiner cuts longer ones silently, Antminer above 750, NiceHash 500")
        .requires("The whole coinbase has at most 255 bytes.")
        .accepts("nothing else. Pools that pay many miners in it fail, and lose NerdMiner")
        .by(
            probe -> {
              int bytes = Coinbase.of(probe.rig()).bytes();
              Mismatch.unless(bytes <= 255, "at most 255 bytes", bytes + " bytes");
            });
    jobs.must("script-of-100-bytes")
        .source("SPEC J1; consensus: a block with a longer one is invalid")
        .requires("The coinbase's script, with both extranonces, has 2 to 100 bytes.")
        .by(
            probe -> {
              int bytes = Coinbase.of(probe.rig()).scriptBytes();
              Mismatch.unless(bytes >= 2 && bytes <= 100, "2 to 100", bytes + " bytes");
            });
  }

  private static void coinbase(Chapter jobs) {
    jobs.must("coinbase-is-a-transaction")
        .source(
            "SPEC J1; cgminer, Bitaxe read it. With witness bytes the merkle root would be wrong")
        .requires(
            "coinbase1, the extranonces and coinbase2 together are a transaction without"
                + " witness that spends nothing.")
        .accepts("an extranonce in the script or in an output, as DATUM's")
        .by(probe -> Coinbase.of(probe.rig()).checkWhole());
    jobs.should("height-in-coinbase")
        .source("BIP34; Bitaxe shows it")
        .requires("The coinbase's script begins with the height of the block.")
        .accepts("any push of 1 to 4 bytes, OP_1 to OP_16")
        .by(probe -> Coinbase.of(probe.rig()).checkHeight());
  }

  private static void version(Chapter jobs) {
    jobs.should("version-leaves-the-mask-free")
        .source("SPEC C2; Bitaxe sends the exclusive or, cgminer the bits: equal only if free")
        .requires("A job's version has no bit in the mask the miner was granted.")
        .accepts("a pool that does not roll versions is skipped")
        .by(
            probe -> {
              Rig rig = probe.rollingRig("ffffffff");
              int overlap =
                  Integer.parseUnsignedInt(rig.work().header().version(), 16)
                      & Integer.parseUnsignedInt(rig.mask(), 16);
              boolean told =
                  !History.of(rig.link().transcript()).calls("mining.set_version_mask").isEmpty();
              Mismatch.unless(
                  overlap == 0 || told, "no bit of " + rig.mask(), rig.work().header().version());
            });
  }

  private static void blocks(Chapter jobs) {
    jobs.must("new-block-is-clean")
        .source("SPEC J3; miners go on with old work otherwise")
        .requires("A job on a new block has clean_jobs true.")
        .by(
            probe -> {
              Rig rig = probe.rig();
              String parent = rig.work().header().previousHash();
              long deadline = System.nanoTime() + probe.newBlock().toNanos();
              Work next = rig.work();
              while (next.header().previousHash().equals(parent)) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                next = rig.takeWork(left);
              }
              Mismatch.unless(next.clean(), "clean_jobs true", "false");
            });
    jobs.must("new-block-reaches-all")
        .source("SPEC J3")
        .requires("Every connection hears of a new block.")
        .by(
            probe -> {
              Duration wait = probe.newBlock();
              Rig one = probe.rig();
              Rig two = probe.rig();
              one.takeCleanWork(wait);
              two.takeCleanWork(probe.target().timeout());
            });
  }

  private static void renewal(Chapter jobs) {
    jobs.must("work-is-renewed")
        .source(
            "SPEC J5; cpuminer stops hashing 120 s after the last new job, cgminer leaves at 90")
        .requires("Within a minute of silence comes a job with a new id and other work.")
        .by(
            probe -> {
              probe.slow(RENEWAL);
              Rig rig = probe.rig();
              Work before = rig.work();
              Work next = rig.takeWork(RENEWAL);
              boolean differs =
                  !next.header().equals(before.header()) || next.nTime() != before.nTime();
              Mismatch.unless(
                  differs && !next.jobId().equals(before.jobId()),
                  "a new id and other work",
                  next.toString());
            });
  }

  private static String work(Message notify) {
    JsonArray params = notify.params().deepCopy();
    params.remove(0);
    if (params.size() > 7) {
      params.remove(7);
    }
    return params.toString();
  }

  private static boolean matches(JsonArray params, int index, String pattern) {
    return params.get(index).isJsonPrimitive()
        && params.get(index).getAsJsonPrimitive().isString()
        && params.get(index).getAsString().matches(pattern);
  }

  private static void every(
      Chapter.Draft draft, String source, String sentence, Predicate<JsonArray> right) {
    draft
        .source(source)
        .requires(sentence)
        .watching(
            history ->
                history
                    .calls("mining.notify")
                    .forEach(
                        said ->
                            Mismatch.unless(
                                said.params().size() >= 9 && right.test(said.params()),
                                sentence,
                                said.line())));
  }
}
