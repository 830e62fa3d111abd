package io.stratumj.testkit.cpu;

import io.stratumj.testkit.swarm.line.HeldJob;
import io.stratumj.testkit.swarm.line.RareLine;
import io.stratumj.testkit.swarm.line.Requests;
import io.stratumj.testkit.swarm.line.SubmitLines;
import io.stratumj.testkit.swarm.line.WorkInHand;
import io.stratumj.testkit.wire.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Mines at a pool until it is told to stop, or has found what it should.
 *
 * <p>{@link #mine} blocks; {@link #stop} may be called by any thread.
 */
public final class CpuMiner {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long a find waits for its turn at most, and how often it is looked whether to stop. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Shares that are not answered; more of them wait. */
  private static final int OUTSTANDING_MAX = 64;

  private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);

  private final CpuMinerOptions options;
  private final Consumer<String> say;
  private final MinerCounts counts;
  private final HashThreads hashing;
  private final SubmitLines lines = new SubmitLines();
  private final long endNanos;
  private volatile boolean stopping;
  private WorkInHand work = new WorkInHand();
  private int connections;
  private long submits;
  private long answers;
  private boolean authorized;

  private CpuMiner(CpuMinerOptions options, Consumer<String> say) {
    this.options = options;
    this.say = say;
    this.hashing = new HashThreads(options.threads());
    this.counts = new MinerCounts(hashing, options.period().toNanos());
    this.endNanos = System.nanoTime() + options.duration().toNanos();
  }

  /** A miner, whose threads rest. {@link #mine} ends them. */
  public static CpuMiner of(CpuMinerOptions options, Consumer<String> say) {
    return new CpuMiner(options, say);
  }

  /** Has it end soon. */
  public void stop() {
    stopping = true;
  }

  /**
   * Mines. A lost connection is made again, for ever; the first one must succeed.
   *
   * @return how it went
   * @throws IOException if the pool cannot be reached, or does not want this worker
   */
  public MinerStatus mine() throws IOException {
    try (hashing) {
      long pauseNanos = options.retryPause().toNanos();
      while (goesOn()) {
        long acceptedBefore = counts.accepted();
        try (Wire wire = connect()) {
          talk(wire);
        } catch (DeniedException e) {
          throw e;
        } catch (IOException e) {
          if (connections == 0) {
            throw new IOException("cannot connect to " + options.pool() + ": " + e.getMessage(), e);
          }
          say.accept(
              "no connection: %s; again in %d s"
                  .formatted(e.getMessage(), TimeUnit.NANOSECONDS.toSeconds(pauseNanos)));
        }
        hashing.rest();
        if (counts.accepted() > acceptedBefore) {
          pauseNanos = options.retryPause().toNanos();
        }
        pause(pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, PAUSE_NANOS_MAX);
      }
    }
    return counts.total(work, connections);
  }

  private boolean goesOn() {
    return !stopping && endNanos - System.nanoTime() > 0 && counts.accepted() < options.sharesMax();
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (goesOn() && end - System.nanoTime() > 0) {
      LockSupport.parkNanos(Math.min(STEP_NANOS, end - System.nanoTime()));
    }
  }

  private Wire connect() throws IOException {
    return Wire.connect(
        options.pool(),
        Optional.empty(),
        OptionalInt.empty(),
        System.nanoTime() + CONNECT_TIMEOUT.toNanos());
  }

  private void talk(Wire wire) throws IOException {
    connections++;
    submits = 0;
    answers = 0;
    authorized = false;
    work = new WorkInHand();
    say.accept("connected to " + options.pool());
    send(wire, Requests.configure());
    send(wire, Requests.subscribe(options.userAgent()));
    while (goesOn()) {
      counts.statusIfDue(work, connections).ifPresent(status -> say.accept(status.toString()));
      submitFinds(wire);
      hear(wire);
    }
  }

  private void hear(Wire wire) throws IOException {
    try {
      Optional<String> line = wire.readLine(System.nanoTime() + STEP_NANOS);
      if (line.isEmpty()) {
        throw new IOException("the pool closed it");
      }
      heard(wire, line.get());
    } catch (SocketTimeoutException nothingYet) {
      // There may be finds to submit.
    }
  }

  private void heard(Wire wire, String text) throws IOException {
    try {
      RareLine line = RareLine.parse(text);
      if (line.method().equals("mining.notify")) {
        take(line.job());
      } else if (!line.method().isEmpty()) {
        told(wire, line);
      } else {
        reply(wire, line);
      }
    } catch (IllegalArgumentException e) {
      say.accept("the pool sent a line that means nothing: " + e.getMessage());
    }
  }

  private void take(HeldJob job) {
    work.take(job);
    if (job.cleanJobs()) {
      hashing.finds().clear();
    }
    if (authorized) {
      hashing.work(HashTask.of(connections, job, work));
    }
  }

  private void told(Wire wire, RareLine said) throws IOException {
    switch (said.method()) {
      case "mining.ping" -> send(wire, Requests.answer(said, "pong"));
      case "client.get_version" -> send(wire, Requests.answer(said, options.userAgent()));
      case "client.show_message" -> say.accept("the pool says: " + said.text());
      case "client.reconnect" -> throw new IOException("the pool asked to connect again");
      default -> work.told(said);
    }
  }

  private void reply(Wire wire, RareLine reply) throws IOException {
    long id = reply.id();
    if (id >= Requests.FIRST_SUBMIT) {
      answers++;
      counts.answered(reply.isResultTrue());
      if (!reply.isResultTrue()) {
        say.accept("share refused: " + reply.error());
      }
    } else if (id == Requests.CONFIGURE) {
      work.configured(reply);
    } else if (id == Requests.SUBSCRIBE) {
      if (!reply.error().isEmpty()) {
        throw new IOException("subscribe was refused: " + reply.error());
      }
      work.subscribed(reply);
      send(wire, Requests.authorize(options.user(), options.password()));
      send(wire, Requests.subscribeToExtranonce());
      if (options.suggestedDifficulty().isPresent()) {
        send(wire, Requests.suggest(options.suggestedDifficulty().getAsDouble()));
      }
    } else if (id == Requests.AUTHORIZE) {
      if (!reply.isResultTrue()) {
        throw new DeniedException(options.user(), reply.error());
      }
      authorized = true;
      work.job().ifPresent(this::take);
    }
  }

  private void submitFinds(Wire wire) throws IOException {
    while (submits - answers < OUTSTANDING_MAX && !hashing.finds().isEmpty()) {
      Find find = hashing.finds().remove();
      HashTask task = find.task();
      if (task.connection() == connections) {
        lines.submit(
            Requests.FIRST_SUBMIT + submits++,
            Requests.token(options.user()),
            task.job().idToken(),
            task.extranonces().size(),
            find.extranonce2(),
            task.job().nTime(),
            find.nonce(),
            task.rolling(),
            task.versionBits(find.extranonce2()));
      }
    }
    if (lines.size() > 0) {
      byte[] bytes = Arrays.copyOf(lines.array(), lines.size());
      lines.clear();
      send(wire, bytes);
    }
  }

  private static void send(Wire wire, byte[] bytes) throws IOException {
    wire.write(bytes, System.nanoTime() + WRITE_NANOS);
  }
}
