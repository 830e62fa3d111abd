package io.stratumj.testkit.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.core.session.ByteSink;
import io.stratumj.core.session.Conversation;
import io.stratumj.core.session.Posting;
import io.stratumj.core.session.ProtocolLoop;
import io.stratumj.core.session.StratumProtocol;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import io.stratumj.testkit.ManualClock;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * More sessions than a machine has sockets for: the real protocol on one loop, and for each session
 * a sink that only counts, so that what grows with their number is the protocol's own. Where {@link
 * MemoryPool} remembers every line, this remembers none.
 *
 * <pre>{@code
 * MemoryCrowd crowd = MemoryCrowd.with(TestJobs.next());
 * crowd.gather(200_000);
 * crowd.publish(TestJobs.next());
 * assertEquals(200_000, crowd.holding());
 * }</pre>
 *
 * <p><em>Confined to the test's thread.</em>
 */
public final class MemoryCrowd {
  private static final SocketAddress REMOTE = new InetSocketAddress("192.0.2.7", 4444);
  private static final long SEED = 42;

  private final ManualClock clock = new ManualClock();
  private final StratumProtocol protocol;
  private final ProtocolLoop loop;
  private final List<Member> members = new ArrayList<>();

  private MemoryCrowd(Job first) {
    protocol =
        StratumProtocol.builder(Authorizer.acceptAll())
            .difficulty(DifficultyPolicy.fixed(MemoryPool.EVERY_HASH))
            .build(clock, (task, delay) -> task.run(), new Random(SEED));
    loop = protocol.newLoop(Runnable::run);
    protocol.jobs().publishClean(first);
  }

  /** A crowd of nobody, with a job. Every hash is a share: no mining needed. */
  public static MemoryCrowd with(Job first) {
    return new MemoryCrowd(first);
  }

  /** As many more connect, subscribe, authorize a worker of their own, and get the job. */
  public void gather(int sessions) {
    for (int i = 0; i < sessions; i++) {
      Member member = new Member();
      members.add(member);
      member.say(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"crowd/1\"]}\n"
              + "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"worker"
              + members.size()
              + "\",\"x\"]}\n",
          clock.nanos());
    }
    offer();
  }

  /** A clean job is published and goes to everybody. */
  public void publish(Job job) {
    protocol.jobs().publishClean(job);
    offer();
  }

  /** A second passes, and everybody is told. */
  public void tick() {
    clock.advance(Duration.ofSeconds(1));
    long now = clock.nanos();
    for (Member member : members) {
      member.conversation.tick(now);
    }
  }

  /**
   * Everybody submits one share of the newest job.
   *
   * @param nonce makes it another share than the one before
   */
  public void submit(int nonce) {
    Posting newest = protocol.jobs().current().orElseThrow();
    String share =
        String.format(
            Locale.ROOT,
            "\",\"%s\",\"0000000000000001\",\"%08x\",\"%08x\"]}\n",
            newest.id().toWire(),
            newest.job().nTime(),
            nonce);
    for (int i = 0; i < members.size(); i++) {
      members
          .get(i)
          .say(
              "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"worker" + (i + 1) + share,
              clock.nanos());
    }
  }

  /** Everybody is gone. */
  public void disperse() {
    for (Member member : members) {
      member.conversation.closed(DisconnectReason.CLIENT_CLOSED, clock.nanos());
    }
    members.clear();
  }

  /** How many there are. */
  public int size() {
    return members.size();
  }

  /** How many have been sent the newest job's line, and were not closed. */
  public int holding() {
    Posting newest = protocol.jobs().current().orElseThrow();
    int holding = 0;
    for (Member member : members) {
      holding += member.holds(newest) ? 1 : 0;
    }
    return holding;
  }

  /** How many shares were accepted, of everybody who ever was here. */
  public long accepted() {
    return protocol.shareCounts().accepted();
  }

  /** The protocol behind it all. */
  public StratumProtocol protocol() {
    return protocol;
  }

  private void offer() {
    Posting newest = protocol.jobs().current().orElseThrow();
    long now = clock.nanos();
    for (Member member : members) {
      member.conversation.offer(newest, now);
    }
  }

  /** One session, and what it hears: the last line that all share is the job it has. */
  private final class Member implements ByteSink {
    private final Conversation conversation;
    private Bytes lastShared = Bytes.EMPTY;
    private boolean closed;

    Member() {
      conversation = loop.open(this, REMOTE, clock.nanos());
    }

    @Override
    public void append(byte[] bytes, int from, int length) {
      // A reply or a difficulty: of no interest here.
    }

    @Override
    public void append(Bytes shared) {
      lastShared = shared;
    }

    @Override
    public void closeAfterFlush(DisconnectReason reason) {
      closed = true;
    }

    void say(String lines, long nowNanos) {
      conversation.receive(ByteBuffer.wrap(lines.getBytes(US_ASCII)), nowNanos);
    }

    boolean holds(Posting posting) {
      return !closed && isLineOf(lastShared, posting);
    }

    private static boolean isLineOf(Bytes line, Posting posting) {
      String begin =
          "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"" + posting.id().toWire() + "\"";
      return line.size() > begin.length()
          && new String(line.slice(0, begin.length()).toByteArray(), US_ASCII).equals(begin);
    }
  }
}
