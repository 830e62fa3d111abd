package io.stratumj.testkit.memory;

import io.stratumj.testkit.TestJobs;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * What one session of a {@link MemoryCrowd} costs, to be compared between crowds of different
 * sizes: what stays the same does not depend on their number.
 *
 * @param sessions how many there were
 * @param heapBytes of a session that is subscribed and authorized and has a job
 * @param handshakeNanos CPU time from its opening to its first job
 * @param notifyNanos CPU time of a new clean job
 * @param tickNanos CPU time of a second in which nothing happens
 * @param submitNanos CPU time of an accepted share
 * @param closeNanos CPU time of its end
 */
public record CrowdCost(
    int sessions,
    double heapBytes,
    double handshakeNanos,
    double notifyNanos,
    double tickNanos,
    double submitNanos,
    double closeNanos) {
  private static final int ROUNDS = 5;
  private static final int BRANCHES = 12;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Gathers a crowd, and measures. Takes a second for each 20,000 sessions or so. */
  public static CrowdCost of(int sessions) {
    TestJobs jobs = TestJobs.sequence().withBranches(BRANCHES);
    MemoryCrowd crowd = MemoryCrowd.with(jobs.newTip());
    long emptyBytes = usedHeap();
    double handshake = nanos(() -> crowd.gather(sessions));
    double heap = usedHeap() - emptyBytes;
    double tick = nanos(() -> rounds(round -> crowd.tick()));
    double submit = nanos(() -> rounds(crowd::submit));
    double notify = nanos(() -> rounds(round -> crowd.publish(jobs.newTip())));
    if (crowd.holding() != sessions || crowd.accepted() != (long) ROUNDS * sessions) {
      throw new IllegalStateException(
          crowd.holding()
              + " of "
              + sessions
              + " sessions have the job, "
              + crowd.accepted()
              + " shares were accepted");
    }
    double close = nanos(crowd::disperse);
    return new CrowdCost(
        sessions,
        heap / sessions,
        handshake / sessions,
        notify / sessions / ROUNDS,
        tick / sessions / ROUNDS,
        submit / sessions / ROUNDS,
        close / sessions);
  }

  /** The names of the columns of {@link #row}. */
  public static String header() {
    return "sessions   heap B  handshake us  notify ns  tick ns  submit us  close ns";
  }

  /** A line of a table. */
  public String row() {
    return String.format(
        Locale.ROOT,
        "%8d %8.0f %13.2f %10.0f %8.0f %10.2f %9.0f",
        sessions,
        heapBytes,
        handshakeNanos / 1_000,
        notifyNanos,
        tickNanos,
        submitNanos / 1_000,
        closeNanos);
  }

  private static void rounds(IntConsumer round) {
    for (int i = 0; i < ROUNDS; i++) {
      round.accept(i);
    }
  }

  private static double nanos(Runnable work) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  private static long usedHeap() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return used;
  }
}
