package io.stratumj.core.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every bound on a session, with its default and the reason for it. Immutable; start from {@link
 * #builder()} to change some.
 *
 * @param lineBytes the longest line of an authorized session; real lines have less than 600 bytes
 * @param lineBytesBeforeAuthorized the longest line before: strangers get less memory
 * @param parseErrors how many lines may be no JSON before the session is closed; a worker name with
 *     a quote in it makes real miners send a few
 * @param workers how many workers one session may authorize; a proxy authorizes dozens
 * @param pendingAuthorizations how many may wait for the authorizer at once
 * @param denials how many denials close the session
 * @param pendingShares how many accepted shares may wait to be recorded at once
 * @param sharesPerJob how many accepted shares of one job are remembered to tell duplicates; past
 *     it shares are refused, because forgetting would pay a share twice
 * @param jobs how many sent jobs are remembered
 * @param jobMemory how long a job is remembered after a clean job has replaced it
 * @param staleGrace how long a replaced job is still judged normally
 * @param silence how long without a new job until the old one is sent again with a later time;
 *     miners stop hashing after 60 to 120 seconds
 * @param difficultyDelay how long a new difficulty waits for a job to travel with; one of four
 *     times the old or more does not wait, but goes out with the share that shows the need
 * @param nTimeRoll how far a share's time may be after its job's
 * @param firstLine how long a connection may say nothing
 * @param handshake how long it may be without subscription and authorized worker
 * @param idle how long a session may say nothing; a miner with a high difficulty is silent for long
 * @param authorization how long the authorizer may take
 * @param recording how long the share sink may take
 * @param resume how long an ended session can be resumed; zero for never
 * @param resumable how many ended sessions are kept at most
 * @param linesPerSecond how many lines a session may say each second, on average; a line counts
 *     once more for each KiB it has. Past it everything is answered still, but nothing more is read
 *     until the average fits. No miner comes near it: it bounds what one connection can cost
 * @param submitsPerSecond how many of them may be shares; 50,000 rigs behind one proxy send 8,300 a
 *     second at ten shares a minute each, and as many take a loop some 4 percent of its time
 * @param burst how long a session may have been silent to say as much at once
 */
public record SessionLimits(
    int lineBytes,
    int lineBytesBeforeAuthorized,
    int parseErrors,
    int workers,
    int pendingAuthorizations,
    int denials,
    int pendingShares,
    int heldReplyBytes,
    int sharesPerJob,
    int jobs,
    Duration jobMemory,
    Duration staleGrace,
    Duration silence,
    Duration difficultyDelay,
    Duration nTimeRoll,
    Duration firstLine,
    Duration handshake,
    Duration idle,
    Duration authorization,
    Duration recording,
    Duration resume,
    int resumable,
    int linesPerSecond,
    int submitsPerSecond,
    Duration burst) {

  private static final SessionLimits DEFAULTS =
      new SessionLimits(
          16_384,
          4_096,
          3,
          64,
          16,
          5,
          10_000,
          262_144,
          100_000,
          64,
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(7_000),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          100_000,
          20_000,
          10_000,
          Duration.ofSeconds(1));

  /**
   * Checks every bound.
   *
   * @throws IllegalArgumentException naming all that are out of range
   */
  public SessionLimits {
    List<String> problems = new ArrayList<>();
    requireInRange("lineBytes", lineBytes, 256, 1 << 20, problems);
    requireInRange(
        "lineBytesBeforeAuthorized", lineBytesBeforeAuthorized, 256, lineBytes, problems);
    requireInRange("parseErrors", parseErrors, 1, 1_000, problems);
    requireInRange("workers", workers, 1, 100_000, problems);
    requireInRange("pendingAuthorizations", pendingAuthorizations, 1, 100_000, problems);
    requireInRange("denials", denials, 1, 1_000, problems);
    requireInRange("pendingShares", pendingShares, 1, 1_000_000, problems);
    requireInRange("heldReplyBytes", heldReplyBytes, 1_024, 1 << 30, problems);
    requireInRange("sharesPerJob", sharesPerJob, 1, 100_000_000, problems);
    requireInRange("jobs", jobs, 2, 10_000, problems);
    requireAtLeast("jobMemory", jobMemory, Duration.ZERO, problems);
    requireAtLeast("staleGrace", staleGrace, Duration.ZERO, problems);
    requireAtLeast("silence", silence, Duration.ofSeconds(1), problems);
    requireAtLeast("difficultyDelay", difficultyDelay, Duration.ZERO, problems);
    requireAtLeast("nTimeRoll", nTimeRoll, Duration.ZERO, problems);
    requireAtLeast("firstLine", firstLine, Duration.ofMillis(1), problems);
    requireAtLeast("handshake", handshake, Duration.ofMillis(1), problems);
    requireAtLeast("idle", idle, Duration.ofMillis(1), problems);
    requireAtLeast("authorization", authorization, Duration.ofMillis(1), problems);
    requireAtLeast("recording", recording, Duration.ofMillis(1), problems);
    requireAtLeast("resume", resume, Duration.ZERO, problems);
    requireInRange("resumable", resumable, 1, 10_000_000, problems);
    requireInRange("linesPerSecond", linesPerSecond, 1, 1_000_000_000, problems);
    requireInRange("submitsPerSecond", submitsPerSecond, 1, 1_000_000_000, problems);
    requireAtLeast("burst", burst, Duration.ZERO, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The bounds that fit real miners. */
  public static SessionLimits defaults() {
    return DEFAULTS;
  }

  /** The defaults, to be changed. */
  public static Builder builder() {
    return new Builder(DEFAULTS);
  }

  private static void requireInRange(
      String name, int value, int min, int max, List<String> problems) {
    if (value < min || value > max) {
      problems.add(name + " must be in " + min + ".." + max + ", not " + value);
    }
  }

  private static void requireAtLeast(
      String name, Duration value, Duration min, List<String> problems) {
    if (value.compareTo(min) < 0) {
      problems.add(name + " must be at least " + min + ", not " + value);
    }
  }

  /** Collects changed bounds; see {@link SessionLimits} for what each means. */
  public static final class Builder {
    private int lineBytes;
    private int lineBytesBeforeAuthorized;
    private int parseErrors;
    private int workers;
    private int pendingAuthorizations;
    private int denials;
    private int pendingShares;
    private int heldReplyBytes;
    private int sharesPerJob;
    private int jobs;
    private Duration jobMemory;
    private Duration staleGrace;
    private Duration silence;
    private Duration difficultyDelay;
    private Duration nTimeRoll;
    private Duration firstLine;
    private Duration handshake;
    private Duration idle;
    private Duration authorization;
    private Duration recording;
    private Duration resume;
    private int resumable;
    private int linesPerSecond;
    private int submitsPerSecond;
    private Duration burst;

    private Builder(SessionLimits from) {
      lineBytes = from.lineBytes;
      lineBytesBeforeAuthorized = from.lineBytesBeforeAuthorized;
      parseErrors = from.parseErrors;
      workers = from.workers;
      pendingAuthorizations = from.pendingAuthorizations;
      denials = from.denials;
      pendingShares = from.pendingShares;
      heldReplyBytes = from.heldReplyBytes;
      sharesPerJob = from.sharesPerJob;
      jobs = from.jobs;
      jobMemory = from.jobMemory;
      staleGrace = from.staleGrace;
      silence = from.silence;
      difficultyDelay = from.difficultyDelay;
      nTimeRoll = from.nTimeRoll;
      firstLine = from.firstLine;
      handshake = from.handshake;
      idle = from.idle;
      authorization = from.authorization;
      recording = from.recording;
      resume = from.resume;
      resumable = from.resumable;
      linesPerSecond = from.linesPerSecond;
      submitsPerSecond = from.submitsPerSecond;
      burst = from.burst;
    }

    /** Sets {@link SessionLimits#lineBytes}. */
    public Builder lineBytes(int value) {
      lineBytes = value;
      return this;
    }

    /** Sets {@link SessionLimits#lineBytesBeforeAuthorized}. */
    public Builder lineBytesBeforeAuthorized(int value) {
      lineBytesBeforeAuthorized = value;
      return this;
    }

    /** Sets {@link SessionLimits#parseErrors}. */
    public Builder parseErrors(int value) {
      parseErrors = value;
      return this;
    }

    /** Sets {@link SessionLimits#workers}. */
    public Builder workers(int value) {
      workers = value;
      return this;
    }

    /** Sets {@link SessionLimits#pendingAuthorizations}. */
    public Builder pendingAuthorizations(int value) {
      pendingAuthorizations = value;
      return this;
    }

    /** Sets {@link SessionLimits#denials}. */
    public Builder denials(int value) {
      denials = value;
      return this;
    }

    /** Sets {@link SessionLimits#pendingShares}. */
    public Builder pendingShares(int value) {
      pendingShares = value;
      return this;
    }

    /** Sets {@link SessionLimits#heldReplyBytes}. */
    public Builder heldReplyBytes(int value) {
      heldReplyBytes = value;
      return this;
    }

    /** Sets {@link SessionLimits#sharesPerJob}. */
    public Builder sharesPerJob(int value) {
      sharesPerJob = value;
      return this;
    }

    /** Sets {@link SessionLimits#jobs}. */
    public Builder jobs(int value) {
      jobs = value;
      return this;
    }

    /** Sets {@link SessionLimits#jobMemory}. */
    public Builder jobMemory(Duration value) {
      jobMemory = value;
      return this;
    }

    /** Sets {@link SessionLimits#staleGrace}. */
    public Builder staleGrace(Duration value) {
      staleGrace = value;
      return this;
    }

    /** Sets {@link SessionLimits#silence}. */
    public Builder silence(Duration value) {
      silence = value;
      return this;
    }

    /** Sets {@link SessionLimits#difficultyDelay}. */
    public Builder difficultyDelay(Duration value) {
      difficultyDelay = value;
      return this;
    }

    /** Sets {@link SessionLimits#nTimeRoll}. */
    public Builder nTimeRoll(Duration value) {
      nTimeRoll = value;
      return this;
    }

    /** Sets {@link SessionLimits#firstLine}. */
    public Builder firstLine(Duration value) {
      firstLine = value;
      return this;
    }

    /** Sets {@link SessionLimits#handshake}. */
    public Builder handshake(Duration value) {
      handshake = value;
      return this;
    }

    /** Sets {@link SessionLimits#idle}. */
    public Builder idle(Duration value) {
      idle = value;
      return this;
    }

    /** Sets {@link SessionLimits#authorization}. */
    public Builder authorization(Duration value) {
      authorization = value;
      return this;
    }

    /** Sets {@link SessionLimits#recording}. */
    public Builder recording(Duration value) {
      recording = value;
      return this;
    }

    /** Sets {@link SessionLimits#resume}. */
    public Builder resume(Duration value) {
      resume = value;
      return this;
    }

    /** Sets {@link SessionLimits#resumable}. */
    public Builder resumable(int value) {
      resumable = value;
      return this;
    }

    /** Sets {@link SessionLimits#linesPerSecond}. */
    public Builder linesPerSecond(int value) {
      linesPerSecond = value;
      return this;
    }

    /** Sets {@link SessionLimits#submitsPerSecond}. */
    public Builder submitsPerSecond(int value) {
      submitsPerSecond = value;
      return this;
    }

    /** Sets {@link SessionLimits#burst}. */
    public Builder burst(Duration value) {
      burst = value;
      return this;
    }

    /**
     * The bounds as they are now.
     *
     * @throws IllegalArgumentException naming all that are out of range
     */
    public SessionLimits build() {
      return new SessionLimits(
          lineBytes,
          lineBytesBeforeAuthorized,
          parseErrors,
          workers,
          pendingAuthorizations,
          denials,
          pendingShares,
          heldReplyBytes,
          sharesPerJob,
          jobs,
          jobMemory,
          staleGrace,
          silence,
          difficultyDelay,
          nTimeRoll,
          firstLine,
          handshake,
          idle,
          authorization,
          recording,
          resume,
          resumable,
          linesPerSecond,
          submitsPerSecond,
          burst);
    }
  }
}
