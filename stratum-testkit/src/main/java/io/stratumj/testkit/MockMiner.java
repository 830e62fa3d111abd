package io.stratumj.testkit;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.Transcript.Direction;
import io.stratumj.testkit.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A miner for tests of a pool: it connects by TCP, speaks Stratum as real miners do, mines real
 * shares at small difficulties, misbehaves on demand, and shows the whole conversation when the
 * pool lets it down.
 *
 * <pre>{@code
 * try (var miner = MockMiner.connect(pool.address())) {
 *   miner.subscribe().authorize("alice.rig1", "x");
 *   MinerJob job = miner.takeJob();
 *   assertTrue(miner.submit(job.solve()).isAccepted());
 * }
 * }</pre>
 *
 * <p>Every method that waits does so for the timeout of its {@link MinerOptions}, 5 s by default,
 * and then throws a {@link MinerFailure}. Lines are delivered once, to whoever asks for them:
 * waiting for a reply leaves the jobs that come before it to {@link #takeJob()}, in order. A new
 * difficulty, extranonce or version mask holds from the next job on, as it does for real miners.
 *
 * <p>Nothing is shared with the server's own codec and hashing. <em>Confined to one thread</em>,
 * which does all the reading: the miner reads while it waits, and only then. It starts no thread.
 */
public final class MockMiner implements AutoCloseable {
  private static final String NOBODY = "nobody";

  private final Wire wire;
  private final MinerOptions options;
  private final Transcript transcript;
  private final Mailbox mailbox;
  private final List<String> workers = new ArrayList<>();
  private LongFunction<RequestId> ids = RequestId::of;
  private long requests;

  private MockMiner(Wire wire, MinerOptions options, Transcript transcript) {
    this.wire = wire;
    this.options = options;
    this.transcript = transcript;
    this.mailbox = new Mailbox(wire, options, transcript);
  }

  /** Connects with {@link MinerOptions#DEFAULTS}. */
  public static MockMiner connect(SocketAddress pool) {
    return connect(pool, MinerOptions.DEFAULTS);
  }

  /** Connects with {@link MinerOptions#DEFAULTS}. */
  public static MockMiner connect(String host, int port) {
    return connect(new InetSocketAddress(host, port));
  }

  /**
   * Connects.
   *
   * @throws MinerFailure if nobody accepts in time
   */
  public static MockMiner connect(SocketAddress pool, MinerOptions options) {
    Transcript transcript = new Transcript();
    try {
      long deadlineNanos = System.nanoTime() + options.timeout().toNanos();
      Wire wire =
          Wire.connect(pool, options.localAddress(), options.receiveBufferBytes(), deadlineNanos);
      transcript.add(Direction.EVENT, "connected " + wire.localAddress() + " to " + pool);
      return new MockMiner(wire, options, transcript);
    } catch (IOException e) {
      throw new MinerFailure("cannot connect to " + pool + ": " + e.getMessage(), transcript, e);
    }
  }

  /**
   * Numbers requests some other way: called with 1, 2, 3 … for each request's id. Ids need not
   * differ: cpuminer submits everything as 4, and replies are then taken in order.
   */
  public MockMiner numberedBy(LongFunction<RequestId> newIds) {
    ids = newIds;
    return this;
  }

  /** Subscribes with the user agent of the options. */
  public MockMiner subscribe() {
    return subscribe(options.userAgent());
  }

  /** Subscribes with these parameters. */
  public MockMiner subscribe(Object... params) {
    Reply reply = call("mining.subscribe", params);
    if (reply.isError() || mailbox.reader().subscription().isEmpty()) {
      throw failure("subscribe failed: " + reply);
    }
    return this;
  }

  /** Subscribes and asks to go on where the session with this {@link #sessionId()} ended. */
  public MockMiner resume(String sessionId) {
    return subscribe(options.userAgent(), sessionId);
  }

  /** Authorizes a worker. The first one that succeeds submits from then on. */
  public MockMiner authorize(String worker, String password) {
    requireTrue(call("mining.authorize", worker, password), "authorize of " + worker);
    workers.add(worker);
    return this;
  }

  /** Negotiates version rolling with the mask of BIP320; fails if the pool does not agree. */
  public MockMiner versionRolling() {
    return versionRolling(VersionMask.BIP320);
  }

  /** Negotiates version rolling; fails if the pool does not agree. */
  public MockMiner versionRolling(VersionMask mask) {
    Reply reply =
        configure(List.of("version-rolling"), Map.of("version-rolling.mask", mask.toHex()));
    if (reply.isError() || mailbox.reader().versionMask().isEmpty()) {
      throw failure("version rolling failed: " + reply);
    }
    return this;
  }

  /** Sends {@code mining.configure} with these extensions and their parameters (BIP310). */
  public Reply configure(List<String> extensions, Map<String, ?> parameters) {
    return call("mining.configure", extensions, parameters);
  }

  /** Asks to be told about new extranonces; fails unless the pool says true. */
  public MockMiner extranonceSubscribe() {
    requireTrue(call("mining.extranonce.subscribe"), "extranonce.subscribe");
    return this;
  }

  /** Suggests a difficulty; fails unless the pool says true. */
  public MockMiner suggestDifficulty(Number difficulty) {
    requireTrue(call("mining.suggest_difficulty", difficulty), "suggest_difficulty");
    return this;
  }

  /** The next job nobody has taken. */
  public MinerJob takeJob() {
    return byOwnClock(mailbox.take(MinerJob.class, job -> true, "a job"));
  }

  /** The next clean job nobody has taken; those before it that are not clean stay. */
  public MinerJob takeCleanJob() {
    return byOwnClock(mailbox.take(MinerJob.class, MinerJob::cleanJobs, "a clean job"));
  }

  /** Submits a share and waits for the answer. */
  public SubmitReply submit(Solution solution) {
    return awaitSubmit(submitAsync(solution));
  }

  /** Submits shares in one write, then waits for all answers: they come in the order given. */
  public List<SubmitReply> submitAll(List<Solution> solutions) {
    List<RequestId> sent = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (Solution solution : solutions) {
      sent.add(nextId());
      lines.append(submitLine(sent.get(sent.size() - 1), solution)).append('\n');
    }
    mailbox.send(lines.toString().getBytes(StandardCharsets.UTF_8));
    return sent.stream().map(this::awaitSubmit).toList();
  }

  /** Submits a share and does not wait. */
  public RequestId submitAsync(Solution solution) {
    RequestId id = nextId();
    send(submitLine(id, solution));
    return id;
  }

  /** Waits for the answer to a share. */
  public SubmitReply awaitSubmit(RequestId id) {
    return new SubmitReply(awaitReply(id), transcript);
  }

  /** Sends any request under the next id and waits for the reply. */
  public Reply call(String method, Object... params) {
    return awaitReply(callAsync(method, params));
  }

  /** Sends any request under the next id and does not wait. */
  public RequestId callAsync(String method, Object... params) {
    RequestId id = nextId();
    send(Json.request(id, method, params));
    return id;
  }

  /** Waits for the first reply with this id that nobody has taken. */
  public Reply awaitReply(RequestId id) {
    return mailbox.take(Reply.class, reply -> reply.id().equals(id), "a reply to id " + id.json());
  }

  /** The next reply nobody has taken, whatever its id. */
  public Reply takeReply() {
    return mailbox.take(Reply.class, reply -> true, "a reply");
  }

  /** The next notification of this method nobody has taken. */
  public Notification takeNotification(String method) {
    return mailbox.take(Notification.class, said -> said.method().equals(method), method);
  }

  /** The next line nobody has taken, of whatever kind. */
  public PoolLine take() {
    return mailbox.take();
  }

  /** The next line nobody has taken, as it came. */
  public String readLine() {
    return mailbox.take().line();
  }

  /** Takes all lines that were read but not taken; reads nothing. */
  public List<PoolLine> takeWaiting() {
    return mailbox.takeAll();
  }

  /** Sends this line, as it is, and a line end. */
  public MockMiner send(String line) {
    mailbox.sendLine(line);
    return this;
  }

  /** Sends these lines in one write: pipelined. */
  public MockMiner sendAll(List<String> lines) {
    mailbox.sendLine(String.join("\n", lines));
    return this;
  }

  /** Sends these bytes, as they are, without a line end. */
  public MockMiner sendBytes(byte... bytes) {
    mailbox.send(bytes);
    return this;
  }

  /** The difficulty told last, which the next job will have; 1 until told. */
  public Difficulty difficulty() {
    return Difficulty.of(mailbox.reader().difficulty());
  }

  /** Reads on until the difficulty is this one; at once if it already is. */
  public MockMiner awaitDifficulty(double difficulty) {
    Difficulty wanted = Difficulty.of(difficulty);
    mailbox.readUntil(() -> difficulty().equals(wanted), "difficulty " + wanted);
    return this;
  }

  /** Reads on until the difficulty is another than this one, and tells it. */
  public Difficulty awaitDifficultyOtherThan(Difficulty old) {
    mailbox.readUntil(() -> !difficulty().equals(old), "a difficulty other than " + old);
    return difficulty();
  }

  /** The server's part of the extranonce, in hex. Fails before subscribe. */
  public String extranonce1() {
    return subscription().extranonce1();
  }

  /** How many bytes extranonce2 has. Fails before subscribe. */
  public int extranonce2Size() {
    return subscription().extranonce2Size();
  }

  /** The token to {@link #resume} with; empty if the pool gave none. Fails before subscribe. */
  public String sessionId() {
    return subscription().sessionId();
  }

  /** The workers that were authorized, in order. */
  public List<String> workers() {
    return List.copyOf(workers);
  }

  /** What went over the connection. */
  public Transcript transcript() {
    return transcript;
  }

  /** Does something a miner should not do. */
  public MockMiner inject(Fault fault) {
    mailbox.inject(fault);
    return this;
  }

  /**
   * Waits until the pool ends the connection, by an end of stream or by a reset.
   *
   * @return all lines nobody had taken
   * @throws MinerFailure if the connection still lives at the timeout
   */
  public List<PoolLine> expectClosed() {
    return mailbox.takeUntilClosed();
  }

  /** Closes the connection. Idempotent. */
  @Override
  public void close() {
    wire.close();
  }

  private MinerJob byOwnClock(MinerJob job) {
    return job.withNTime(job.nTime() + mailbox.clockSkewSeconds());
  }

  private RequestId nextId() {
    requests++;
    return ids.apply(requests);
  }

  private String submitLine(RequestId id, Solution solution) {
    String worker = solution.worker().orElse(workers.isEmpty() ? NOBODY : workers.get(0));
    List<String> params =
        new ArrayList<>(
            List.of(
                worker,
                solution.jobId(),
                solution.extranonce2(),
                solution.nTime(),
                solution.nonce()));
    solution.versionBits().ifPresent(params::add);
    return Json.request(id, "mining.submit", params.toArray());
  }

  private Subscription subscription() {
    return mailbox.reader().subscription().orElseThrow(() -> failure("not subscribed"));
  }

  private void requireTrue(Reply reply, String what) {
    if (!reply.isTrue()) {
      throw failure(what + " failed: " + reply);
    }
  }

  private MinerFailure failure(String problem) {
    return new MinerFailure(problem, transcript);
  }
}
