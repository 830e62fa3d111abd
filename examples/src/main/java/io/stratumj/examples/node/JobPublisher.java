package io.stratumj.examples.node;

import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Publishes templates as jobs: clean when the parent is another one, plain when it is the same.
 *
 * <p>Templates are asked for by several threads at a time, and one that was asked for earlier may
 * arrive later. It must not take miners back to a parent that was left. So whoever asks takes a
 * {@link #mark} before, and an answer with another parent counts only if nothing was published
 * since; else it is unknown which of the two is older, and the question is to be asked again.
 *
 * <p><em>Thread-safe.</em>
 */
final class JobPublisher {
  /** How often the first job is made for nothing, as its template was read (see the client). */
  private static final int REHEARSALS = 12;

  private final JobFactory factory;
  private final AtomicBoolean rehearsed = new AtomicBoolean();
  private @Nullable JobSink sink;
  private @Nullable Hash256 parent;
  private int height;

  /** How many have been published on, one after the other. */
  private long parents;

  private boolean closed;

  JobPublisher(JobFactory factory) {
    this.factory = factory;
  }

  /** Where jobs go from now on. */
  synchronized void start(JobSink target) {
    if (sink != null) {
      throw new IllegalStateException("a job source serves one server, and this one has started");
    }
    sink = target;
  }

  /** Nothing is published from now on. */
  synchronized void close() {
    closed = true;
  }

  /**
   * What to hand to {@link #offer} with the answer to a question that is asked now: how many
   * parents there have been.
   */
  synchronized long mark() {
    return parents;
  }

  /** The parent of the job that was published last. */
  synchronized Optional<Hash256> parent() {
    return Optional.ofNullable(parent);
  }

  /** The height of the block that the job published last is for; 0 before there is one. */
  synchronized int height() {
    return height;
  }

  /**
   * Publishes a template, unless it may be outdated.
   *
   * @param mark what {@link #mark} said before the question was asked
   * @return whether it counted; if not, ask again
   * @throws IllegalArgumentException if no job can be made of it
   */
  boolean offer(BlockTemplate template, long mark) {
    Job job = factory.job(template);
    if (rehearsed.compareAndSet(false, true)) {
      rehearse(template);
    }
    synchronized (this) {
      boolean sameParent = parent != null && job.previousHash().equals(parent);
      if (!sameParent && mark != parents) {
        return false;
      }
      if (sink != null && !closed) {
        if (sameParent) {
          sink.publish(job);
        } else {
          sink.publishClean(job);
        }
        parent = job.previousHash();
        height = template.height();
        parents += sameParent ? 0 : 1; // other transactions make no answer outdated
      }
      return true;
    }
  }

  /** Declares that there is no work. */
  synchronized void unavailable(String reason) {
    if (sink != null && !closed) {
      sink.unavailable(reason);
    }
  }

  private void rehearse(BlockTemplate template) {
    for (int i = 0; i < REHEARSALS; i++) {
      Job unused = factory.job(template);
    }
  }
}
