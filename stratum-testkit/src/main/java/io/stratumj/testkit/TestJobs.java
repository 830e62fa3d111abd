package io.stratumj.testkit;

import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.testkit.mining.NonceSearch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Plausible jobs for tests: an endless sequence, no two the same, and the same in every run. Each
 * looks like one of a real pool: a coinbase of some 170 bytes with its block height (BIP34), a tag,
 * an output and a witness commitment, three merkle branches, consecutive times.
 *
 * <pre>{@code
 * jobs.publishClean(TestJobs.next());
 * TestJobs chain = TestJobs.sequence().withEasyBlocks().withBranches(0);
 * jobs.publishClean(chain.newTip());
 * jobs.publish(chain.sameTip());
 * }</pre>
 *
 * <p>Options make a new sequence that starts at its beginning. By default the extranonces have 4 +
 * 8 bytes together, a share is no block ({@link #HARD_BITS}), and there is no block body.
 *
 * <p><em>Thread-safe.</em>
 */
public final class TestJobs {
  /** A network target of the Bitcoin main chain: nobody finds a block by accident. */
  public static final int HARD_BITS = 0x1703a30c;

  /** The network target of a regression test chain: every second hash is a block. */
  public static final int EASY_BITS = 0x207fffff;

  private static final int START_HEIGHT = 800_000;
  private static final int START_TIME = 1_700_000_000;
  private static final int SECONDS_PER_JOB = 30;
  private static final int MIN_TIME_BEFORE = 3_600;
  private static final int VERSION = 0x20000000;
  private static final TestJobs SHARED = new TestJobs(HARD_BITS, 12, 3, Optional.empty());

  private final int nBits;
  private final int extranonceSize;
  private final int branches;
  private final Optional<BlockBody> body;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger tip = new AtomicInteger();

  private TestJobs(int nBits, int extranonceSize, int branches, Optional<BlockBody> body) {
    this.nBits = nBits;
    this.extranonceSize = extranonceSize;
    this.branches = branches;
    this.body = body;
  }

  /** The next job of one sequence that all callers share, on a new tip. */
  public static Job next() {
    return SHARED.newTip();
  }

  /** A sequence of one's own. */
  public static TestJobs sequence() {
    return new TestJobs(HARD_BITS, 12, 3, Optional.empty());
  }

  /** Every second hash is a block ({@link #EASY_BITS}). */
  public TestJobs withEasyBlocks() {
    return withBits(EASY_BITS);
  }

  /** Another network target, in compact form. */
  public TestJobs withBits(int newBits) {
    return new TestJobs(newBits, extranonceSize, branches, body);
  }

  /** Another number of bytes for both extranonces together, 4 to 16. */
  public TestJobs withExtranonceSize(int bytes) {
    return new TestJobs(nBits, bytes, branches, body);
  }

  /** Another number of merkle branches; 12 is a full block, 0 an empty one. */
  public TestJobs withBranches(int count) {
    return new TestJobs(nBits, extranonceSize, count, body);
  }

  /** Every job carries this body; it is not looked at, so it need not fit the branches. */
  public TestJobs withBody(BlockBody newBody) {
    return new TestJobs(nBits, extranonceSize, branches, Optional.of(newBody));
  }

  /** The next job, on a parent no job before it had: to be published clean. */
  public Job newTip() {
    return job(tip.incrementAndGet());
  }

  /** The next job, on the parent of the job before it. */
  public Job sameTip() {
    return job(tip.get());
  }

  private Job job(int onTip) {
    int number = made.incrementAndGet();
    int nTime = START_TIME + SECONDS_PER_JOB * number;
    return new Job(
        previousHash(onTip),
        coinbase1(START_HEIGHT + onTip),
        coinbase2(number),
        extranonceSize,
        Stream.iterate(1, i -> i + 1)
            .limit(branches)
            .map(i -> digest("branch " + number + " " + i))
            .toList(),
        VERSION,
        nBits,
        nTime,
        nTime - MIN_TIME_BEFORE,
        body);
  }

  /** With zeros where a proof of work has them: in front, in display order. */
  private static Hash256 previousHash(int tip) {
    Bytes random = digest("tip " + tip).slice(0, 24);
    return Hash256.fromInternal(Bytes.concat(random, Bytes.of(new byte[8])));
  }

  /** Up to the extranonce: version, the one input, and the start of its script. */
  private Bytes coinbase1(int height) {
    Bytes push = Bytes.of((byte) 3, (byte) height, (byte) (height >>> 8), (byte) (height >>> 16));
    Bytes script = Bytes.concat(push, Bytes.of((byte) extranonceSize));
    int scriptSize = script.size() + extranonceSize + tag().size();
    return Bytes.concat(
        Bytes.fromHex("0200000001"),
        Bytes.of(new byte[32]),
        Bytes.fromHex("ffffffff"),
        Bytes.of((byte) scriptSize),
        script);
  }

  /** From behind the extranonce: a tag, 3.125 coins to a key, a witness commitment, no lock. */
  private static Bytes coinbase2(int number) {
    return Bytes.concat(
        tag(),
        Bytes.fromHex("ffffffff" + "02"),
        Bytes.fromHex("20c9a11200000000" + "16" + "0014"),
        digest("payee").slice(0, 20),
        Bytes.fromHex("0000000000000000" + "26" + "6a24aa21a9ed"),
        digest("witness commitment " + number),
        Bytes.fromHex("00000000"));
  }

  private static Bytes tag() {
    byte[] text = "/stratumj testkit/".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer push = ByteBuffer.allocate(1 + text.length).put((byte) text.length).put(text);
    return Bytes.of(push.array());
  }

  private static Bytes digest(String text) {
    return NonceSearch.hash(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
