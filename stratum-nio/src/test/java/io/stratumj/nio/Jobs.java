package io.stratumj.nio;

import io.stratumj.core.session.JobBoard;
import io.stratumj.core.session.StratumProtocol;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.spi.JobSource;
import io.stratumj.testkit.TestJobs;
import java.util.Random;

/** Where tests have their jobs from. */
final class Jobs {
  private Jobs() {}

  /** A board without a job. */
  static JobBoard board() {
    return StratumProtocol.builder(Authorizer.acceptAll())
        .build(() -> 0L, (task, delay) -> {}, new Random(1))
        .jobs();
  }

  /** Publishes one job when it is started, and notes when it is closed. */
  static final class OneJob implements JobSource {
    volatile boolean closed;

    @Override
    public void start(JobSink sink) {
      sink.publish(TestJobs.next());
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
