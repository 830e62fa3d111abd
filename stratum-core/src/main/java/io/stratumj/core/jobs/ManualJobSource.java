package io.stratumj.core.jobs;

import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import org.jspecify.annotations.Nullable;

/**
 * A source that publishes exactly what it is told to. What is published before the server starts is
 * kept, the newest only, and published when it does.
 *
 * <p><em>Thread-safe.</em>
 */
public final class ManualJobSource implements JobSource, JobSink {
  private @Nullable JobSink sink;
  private @Nullable Job waiting;
  private @Nullable String unavailable;
  private boolean closed;

  /** A source that has published nothing. */
  public ManualJobSource() {}

  @Override
  public synchronized void start(JobSink target) {
    if (sink != null) {
      throw new IllegalStateException("a job source serves one server, and this one has started");
    }
    sink = target;
    if (waiting != null) {
      target.publishClean(waiting);
      waiting = null;
    }
    if (unavailable != null) {
      target.unavailable(unavailable);
    }
  }

  @Override
  public synchronized void publish(Job job) {
    put(job, false);
  }

  @Override
  public synchronized void publishClean(Job job) {
    put(job, true);
  }

  @Override
  public synchronized void unavailable(String reason) {
    if (sink == null) {
      unavailable = reason;
    } else if (!closed) {
      sink.unavailable(reason);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void put(Job job, boolean clean) {
    if (sink == null) {
      waiting = job;
      unavailable = null;
    } else if (!closed) {
      if (clean) {
        sink.publishClean(job);
      } else {
        sink.publish(job);
      }
    }
  }
}
