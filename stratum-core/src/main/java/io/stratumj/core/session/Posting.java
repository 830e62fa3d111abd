package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.core.codec.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * A published job with its id, and its two notify lines, each encoded when first needed and then
 * shared by all sessions.
 *
 * <p><em>Thread-safe.</em> Two loops that need a line first at the same moment may both encode it;
 * the bytes are the same.
 */
public final class Posting {
  private final JobId id;
  private final Job job;
  private final Tip tip;
  private final long publishedNanos;

  private volatile @Nullable Bytes cleanLine;
  private volatile @Nullable Bytes plainLine;

  Posting(JobId id, Job job, Tip tip, long publishedNanos) {
    this.id = id;
    this.job = job;
    this.tip = tip;
    this.publishedNanos = publishedNanos;
  }

  /** The job's name on the wire. */
  public JobId id() {
    return id;
  }

  /** What is hashed. */
  public Job job() {
    return job;
  }

  Tip tip() {
    return tip;
  }

  long publishedNanos() {
    return publishedNanos;
  }

  /** Whether this is newer than the other; a session is never sent an older job after a newer. */
  boolean isNewerThan(Posting other) {
    return id.compareTo(other.id) > 0;
  }

  @SuppressWarnings("ReferenceEquality") // A tip is an identity, not a value.
  boolean isOnSameTip(Posting other) {
    return tip == other.tip;
  }

  /** The same posting with a job of one session's own. */
  Posting customized(Job customJob) {
    return new Posting(id, customJob, tip, publishedNanos);
  }

  Bytes line(boolean cleanJobs, MessageWriter writer) {
    Bytes line = cleanJobs ? cleanLine : plainLine;
    if (line == null) {
      line = writer.write(new ServerMessage.Notify(id, job, cleanJobs)).toBytes();
      if (cleanJobs) {
        cleanLine = line;
      } else {
        plainLine = line;
      }
    }
    return line;
  }
}
