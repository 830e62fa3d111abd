package io.stratumj.testkit.swarm.line;

import io.stratumj.testkit.swarm.report.Submission;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The submits of one connection that were not answered yet, by their number: a ring of the moments
 * they were sent, or due, and with a ledger of what they were. Grows with what is outstanding and
 * makes no garbage after that. <em>Confined to the swarm's thread.</em>
 */
public final class Outstanding {
  /** No moment: nobody has sent this, or it was answered already. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private long[] moments = {UNKNOWN};
  private @Nullable Submission[] submissions = {};
  private long oldest;
  private long next;
  private int count;

  /** How many are not answered. */
  public int count() {
    return count;
  }

  /** The number the next one gets. */
  public long next() {
    return next;
  }

  /** Forgets all, and numbers from 0 again. */
  public void clear() {
    Arrays.fill(moments, UNKNOWN);
    Arrays.fill(submissions, null);
    oldest = 0;
    next = 0;
    count = 0;
  }

  /** Remembers one under the number {@link #next()}, which goes up. */
  public void add(long nanos) {
    if (next - oldest == moments.length) {
      grow();
    }
    moments[slot(next)] = nanos;
    next++;
    count++;
  }

  /** Remembers one, and what it was. */
  public void add(long nanos, Submission submission) {
    add(nanos);
    if (submissions.length < moments.length) {
      submissions = spread(submissions, new Submission[moments.length]);
    }
    submissions[slot(next - 1)] = submission;
  }

  /** What this one was; null if that was not told. To be asked before it is taken. */
  public @Nullable Submission submission(long number) {
    return submissions.length == 0 ? null : submissions[slot(number)];
  }

  /** The moment of this one, which is outstanding no longer; {@link #UNKNOWN} if it was not. */
  public long take(long number) {
    if (number < oldest || number >= next) {
      return UNKNOWN;
    }
    long nanos = moments[slot(number)];
    if (nanos != UNKNOWN) {
      moments[slot(number)] = UNKNOWN;
      count--;
      while (oldest < next && moments[slot(oldest)] == UNKNOWN) {
        oldest++;
      }
    }
    return nanos;
  }

  /** Looks at what is known of those still outstanding. */
  public void forEach(Consumer<Submission> look) {
    for (long number = oldest; number < next; number++) {
      Submission submission = submission(number);
      if (moments[slot(number)] != UNKNOWN && submission != null) {
        look.accept(submission);
      }
    }
  }

  private int slot(long number) {
    return (int) number & (moments.length - 1);
  }

  private void grow() {
    long[] old = moments;
    @Nullable Submission[] oldSubmissions = submissions;
    moments = new long[2 * old.length];
    Arrays.fill(moments, UNKNOWN);
    for (long number = oldest; number < next; number++) {
      moments[slot(number)] = old[(int) number & (old.length - 1)];
    }
    if (oldSubmissions.length > 0) {
      submissions = spread(oldSubmissions, new Submission[moments.length]);
    }
  }

  private @Nullable Submission[] spread(@Nullable Submission[] from, @Nullable Submission[] into) {
    for (long number = oldest; number < next && from.length > 0; number++) {
      into[(int) number & (into.length - 1)] = from[(int) number & (from.length - 1)];
    }
    return into;
  }
}
