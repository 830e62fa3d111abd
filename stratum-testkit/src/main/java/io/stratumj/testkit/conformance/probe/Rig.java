package io.stratumj.testkit.conformance.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A link that has logged in and holds work, with the processor as its hashing hardware.
 *
 * <p>It asks the pool for an easy difficulty before it authorizes. If shares cost more than the
 * target's limit all the same, mining skips the case. <em>Confined to one thread.</em>
 */
public final class Rig {
  private static final BigInteger NO_LIMIT = BigInteger.ONE.negate();
  private static final int SEARCHES_PER_SHARE = 30;

  private final Target target;
  private final Link link;
  private final String mask;
  private final Subscribed subscribed;
  private Work work;
  private long extranonce2s;
  private int ids = 100;

  private Rig(Target target, Link link, String mask, Subscribed subscribed, Work work) {
    this.target = target;
    this.link = link;
    this.mask = mask;
    this.subscribed = subscribed;
    this.work = work;
  }

  static Rig start(Probe probe, Link link, String wantedMask) {
    Target target = probe.target();
    String mask = wantedMask.isEmpty() ? "" : grantedMask(link, wantedMask);
    Subscribed subscribed = Subscribed.of(link.ask("1", Request.subscribe("1")));
    if (!target.suggestedDifficulty().isEmpty()) {
      String params = "[" + target.suggestedDifficulty() + "]";
      link.say(Request.of("50", "mining.suggest_difficulty", params));
    }
    link.ask("2", probe.authorize("2")).mustBe(Outcome.TRUE);
    return new Rig(target, link, mask, subscribed, takeWork(link, target));
  }

  private static String grantedMask(Link link, String wantedMask) {
    Seen reply = link.ask("3", Request.versionRolling("3", wantedMask));
    Optional<String> granted = Optional.empty();
    if (reply.message().isPresent() && reply.get().result() instanceof JsonObject extensions) {
      granted =
          Optional.ofNullable(extensions.get("version-rolling.mask"))
              .filter(mask -> mask.isJsonPrimitive())
              .map(mask -> mask.getAsString())
              .filter(mask -> mask.matches("[0-9a-fA-F]{1,8}") && !mask.matches("0+"));
    }
    return granted.orElseThrow(() -> new Skipped("the pool does not roll versions"));
  }

  private static Work takeWork(Link link, Target target) {
    Seen notify = link.call("mining.notify");
    notify.mustBe(Outcome.call("mining.notify"));
    return Work.of(notify.get(), lastDifficulty(link));
  }

  /** The last difficulty the pool has announced; 1 before it has. */
  private static BigDecimal lastDifficulty(Link link) {
    BigDecimal last = BigDecimal.ONE;
    for (String line : link.transcript().poolLines()) {
      Optional<Message> said = Message.parse(line);
      if (said.isPresent() && said.get().method().equals("mining.set_difficulty")) {
        JsonArray params = said.get().params();
        try {
          last = new BigDecimal(params.get(0).getAsString());
        } catch (RuntimeException notNumber) {
          throw new Mismatch(List.of("set_difficulty with a number"), line);
        }
      }
    }
    return last;
  }

  /** The connection. */
  public Link link() {
    return link;
  }

  /** What subscribe gave. */
  public Subscribed subscribed() {
    return subscribed;
  }

  /** The work it mines on. */
  public Work work() {
    return work;
  }

  /** The mask the pool granted; empty if none was asked for. */
  public String mask() {
    return mask;
  }

  /** Waits for the next job and mines on it from then on. */
  public Work takeWork() {
    work = takeWork(link, target);
    return work;
  }

  /** Waits for the next clean job and mines on it from then on. */
  public Work takeCleanWork(java.time.Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    do {
      java.time.Duration left =
          java.time.Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Seen notify = link.call("mining.notify", left).mustBe(Outcome.call("mining.notify"));
      work = Work.of(notify.get(), lastDifficulty(link));
    } while (!work.clean());
    return work;
  }

  /** A share that meets the difficulty; every call finds another one. */
  public Share mine() {
    return mine(work, nextExtranonce2(), work.nTime(), "", true);
  }

  /** A share of an older job. */
  public Share mine(Work older) {
    return mine(older, nextExtranonce2(), older.nTime(), "", true);
  }

  /** A share with a time so many seconds after the job's. */
  public Share mineLater(int seconds) {
    return mine(work, nextExtranonce2(), work.nTime() + seconds, "", true);
  }

  /** A share with these version bits. */
  public Share mineRolling(String versionBits) {
    return mine(work, nextExtranonce2(), work.nTime(), versionBits, true);
  }

  /** A share with this extranonce2. */
  public Share mineWith(String extranonce2) {
    return mine(work, extranonce2, work.nTime(), "", true);
  }

  /** A share that does not meet the difficulty. */
  public Share mineTooLow() {
    return mine(work, nextExtranonce2(), work.nTime(), "", false);
  }

  /** Finds a share of the work whose nonce begins with a zero digit, as one in sixteen does. */
  public Share mineShortNonce() {
    for (int i = 0; i < SEARCHES_PER_SHARE * 16; i++) {
      // Searches count upwards from zero, so that easy shares have short nonces.
      Share share = mine();
      if (share.nonce().startsWith("0")) {
        return share;
      }
    }
    throw new Skipped("no share with a short nonce was found");
  }

  /** Submits and waits for the verdict. */
  public Seen submit(Share share) {
    String id = nextId();
    return link.ask(id, share.line(id));
  }

  /** An id nobody has used. */
  public String nextId() {
    return Integer.toString(ids++);
  }

  /** An extranonce2 nobody has used: a little-endian counter, as most miners write it. */
  public String nextExtranonce2() {
    extranonce2s++;
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < subscribed.extranonce2Size(); i++) {
      hex.append("%02x".formatted(i < 8 ? (extranonce2s >>> (8 * i)) & 0xff : 0));
    }
    return hex.toString();
  }

  /** Whether jobs on more than one parent block have come. */
  boolean sawNewBlock() {
    return link.transcript().poolLines().stream()
            .map(Message::parse)
            .flatMap(Optional::stream)
            .filter(said -> said.method().equals("mining.notify") && said.params().size() > 1)
            .map(said -> said.params().get(1))
            .distinct()
            .count()
        > 1;
  }

  private Share mine(Work job, String extranonce2, int nTime, String bits, boolean meets) {
    BigInteger shareTarget = NonceSearch.target(job.difficulty());
    BigInteger network =
        NonceSearch.compactTarget(Integer.parseUnsignedInt(job.header().nBits(), 16));
    // A share that is a block would end the job it belongs to.
    BigInteger above = network.compareTo(shareTarget) < 0 ? network : NO_LIMIT;
    BigInteger most = shareTarget;
    if (!meets) {
      above = shareTarget.max(network);
      most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    }
    checkCost(job, above, most, meets);
    int version = Integer.parseUnsignedInt(job.header().version(), 16);
    if (!bits.isEmpty()) {
      int rolled = Integer.parseUnsignedInt(mask, 16);
      version = (version & ~rolled) | (Integer.parseUnsignedInt(bits, 16) & rolled);
    }
    Bytes header = job.header().header(subscribed.extranonce1(), extranonce2, version, nTime, 0);
    OptionalInt nonce =
        NonceSearch.find(header, 0, SEARCHES_PER_SHARE * target.hashesMax(), above, most);
    return new Share(
        target.user(),
        job.jobId(),
        extranonce2,
        "%08x".formatted(nTime),
        "%08x".formatted(nonce.orElseThrow(() -> new Skipped("no share was found in time"))),
        bits.isEmpty() ? Optional.empty() : Optional.of(bits));
  }

  private void checkCost(Work job, BigInteger above, BigInteger most, boolean meets) {
    double hashes = NonceSearch.expectedHashes(above, most);
    if (hashes <= target.hashesMax()) {
      return;
    }
    if (!meets) {
      throw new Skipped("every hash meets difficulty " + job.difficulty().toPlainString());
    }
    throw new Skipped(
        "difficulty %s needs %.0f hashes a share, more than %d (--share-hashes)"
            .formatted(job.difficulty().toPlainString(), hashes, target.hashesMax()));
  }
}
