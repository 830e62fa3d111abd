package io.stratumj.testkit.conformance.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.testkit.mining.NonceSearch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
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
  private static final BigInteger HIGHEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final int SEARCHES_PER_SHARE = 30;

  /** Nonces above 2^31 show who takes them for negative. */
  private static final int FIRST_NONCE = 0x90000000;

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
    return new Rig(target, link, mask, subscribed, takeWork(link));
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

  private static Work takeWork(Link link) {
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
    return takeWork(target.timeout());
  }

  /** Waits a while for the next job and mines on it from then on. */
  public Work takeWork(Duration within) {
    Seen notify = link.call("mining.notify", within).mustBe(Outcome.call("mining.notify"));
    work = Work.of(notify.get(), lastDifficulty(link));
    return work;
  }

  /** Waits for the next clean job and mines on it from then on. */
  public Work takeCleanWork(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    do {
      takeWork(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
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

  /** A share whose nonce begins with a zero digit, as one in sixteen does. */
  public Share mineShortNonce() {
    BigInteger shareTarget = NonceSearch.target(work.difficulty());
    Share share =
        search(work, nextExtranonce2(), work.nTime(), "", 1, aboveBlocks(work), shareTarget);
    if (!share.nonce().startsWith("0")) {
      throw new Skipped("no share with a short nonce was found");
    }
    return share;
  }

  /**
   * A share of a job whose hash is between two difficulties: it meets the easier one, and not the
   * harder one.
   */
  public Share mineBetween(Work job, BigDecimal easier, BigDecimal harder) {
    BigInteger above = NonceSearch.target(harder).max(aboveBlocks(job));
    return search(
        job, nextExtranonce2(), job.nTime(), "", FIRST_NONCE, above, NonceSearch.target(easier));
  }

  /** Two shares that differ in their version bits alone; skips if that costs too much. */
  public List<Share> mineTwins(String oneBits, String otherBits) {
    BigInteger target = NonceSearch.target(work.difficulty());
    double each = NonceSearch.expectedHashes(NO_LIMIT, target);
    if (each * each > this.target.hashesMax()) {
      throw new Skipped("two shares with one nonce would cost %.0f hashes".formatted(each * each));
    }
    String extranonce2 = nextExtranonce2();
    int nonce = FIRST_NONCE;
    for (int i = 0; i < this.target.hashesMax(); i++) {
      Share one =
          search(work, extranonce2, work.nTime(), oneBits, nonce, aboveBlocks(work), target);
      nonce = Integer.parseUnsignedInt(one.nonce(), 16);
      Bytes other = header(work, extranonce2, work.nTime(), otherBits, nonce);
      if (NonceSearch.hashNumber(NonceSearch.hash(other)).compareTo(target) <= 0) {
        return List.of(one, one.withVersionBits(otherBits));
      }
      nonce++;
    }
    throw new Skipped("no two shares with one nonce were found");
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
    if (meets) {
      return search(job, extranonce2, nTime, bits, FIRST_NONCE, aboveBlocks(job), shareTarget);
    }
    if (NonceSearch.expectedHashes(shareTarget, HIGHEST) > target.hashesMax()) {
      String difficulty = job.difficulty().toPlainString();
      throw new Skipped("every hash meets difficulty " + difficulty);
    }
    BigInteger above = shareTarget.max(networkTarget(job));
    return search(job, extranonce2, nTime, bits, FIRST_NONCE, above, HIGHEST);
  }

  private Share search(
      Work job,
      String extranonce2,
      int nTime,
      String bits,
      int firstNonce,
      BigInteger above,
      BigInteger atMost) {
    double hashes = NonceSearch.expectedHashes(above, atMost);
    if (hashes > target.hashesMax()) {
      throw new Skipped(
          "difficulty %s needs %.0f hashes a share, more than %d (--share-hashes)"
              .formatted(job.difficulty().toPlainString(), hashes, target.hashesMax()));
    }
    OptionalInt nonce =
        NonceSearch.find(
            header(job, extranonce2, nTime, bits, 0),
            firstNonce,
            SEARCHES_PER_SHARE * target.hashesMax(),
            above,
            atMost);
    return new Share(
        target.user(),
        job.jobId(),
        extranonce2,
        "%08x".formatted(nTime),
        "%08x".formatted(nonce.orElseThrow(() -> new Skipped("no share was found in time"))),
        bits.isEmpty() ? Optional.empty() : Optional.of(bits));
  }

  private Bytes header(Work job, String extranonce2, int nTime, String bits, int nonce) {
    int version = Integer.parseUnsignedInt(job.header().version(), 16);
    if (!bits.isEmpty()) {
      int rolled = Integer.parseUnsignedInt(mask, 16);
      version = (version & ~rolled) | (Integer.parseUnsignedInt(bits, 16) & rolled);
    }
    return job.header().header(subscribed.extranonce1(), extranonce2, version, nTime, nonce);
  }

  /**
   * Above which hashes are looked for: a share that is a block would end the job it belongs to. On
   * a chain where every share is a block that cannot be helped.
   */
  private static BigInteger aboveBlocks(Work job) {
    BigInteger network = networkTarget(job);
    return network.compareTo(NonceSearch.target(job.difficulty())) < 0 ? network : NO_LIMIT;
  }

  private static BigInteger networkTarget(Work job) {
    return NonceSearch.compactTarget(Integer.parseUnsignedInt(job.header().nBits(), 16));
  }
}
