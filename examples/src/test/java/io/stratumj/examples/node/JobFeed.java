package io.stratumj.examples.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a job source publishes, one after the other. */
final class JobFeed implements JobSink {
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void publish(Job job) {
    events.add("plain " + job.previousHash().toDisplayHex());
  }

  @Override
  public void publishClean(Job job) {
    events.add("clean " + job.previousHash().toDisplayHex());
  }

  @Override
  public void unavailable(String reason) {
    events.add("unavailable " + reason);
  }

  /** The next event; a failure if there is none for long. */
  String next() throws InterruptedException {
    String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(event != null, "nothing was published");
    return event;
  }

  /** The next event of another kind than these words begin. */
  String nextBut(String words) throws InterruptedException {
    String event = next();
    while (event.startsWith(words)) {
      event = next();
    }
    return event;
  }

  void assertNext(String expected) throws InterruptedException {
    assertEquals(expected, next());
  }

  void assertUnavailable(String words) throws InterruptedException {
    String event = next();
    assertTrue(event.startsWith("unavailable ") && event.contains(words), event);
  }

  /** Whether nothing waits to be seen. */
  boolean isEmpty() {
    return events.isEmpty();
  }
}
