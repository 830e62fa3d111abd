package io.stratumj.api.work;

/**
 * Why a share was refused. Each reason has its own text on the wire and its own name in metrics;
 * several share an error code, because the field knows only 20 to 25.
 */
public enum RejectReason {
  /** The line had the wrong shape, or a field was not the hex it has to be. */
  MALFORMED(20, "Malformed submit"),
  /** The session has not subscribed. */
  NOT_SUBSCRIBED(25, "Not subscribed"),
  /** The worker is not authorized in this session. */
  UNAUTHORIZED_WORKER(24, "Unauthorized worker"),
  /** The job was never sent to this session, or so long ago that nobody remembers. */
  JOB_NOT_FOUND(21, "Job not found"),
  /** The job is known, but a new block has replaced it. */
  STALE(21, "Stale share"),
  /** Extranonce2 has another number of bytes than announced. */
  EXTRANONCE2_SIZE(20, "Invalid extranonce2 size"),
  /** A version bit outside the mask was changed. */
  VERSION_MASK(20, "Invalid version mask"),
  /** The header time is outside the job's window. */
  TIME_OUT_OF_RANGE(20, "Time out of range"),
  /** The hash does not meet the target. */
  LOW_DIFFICULTY(23, "Low difficulty share"),
  /** The same header was already accepted, or is just being recorded. */
  DUPLICATE(22, "Duplicate share"),
  /** The session, or all together, have as many accepted shares as the server will remember. */
  TOO_MANY_SHARES(20, "Too many shares for this job"),
  /** The share is good, but could not be recorded; it may be sent again. */
  NOT_RECORDED(20, "Share not recorded"),
  /** Something went wrong inside the server. */
  INTERNAL(20, "Internal error");

  private final int code;
  private final String message;

  RejectReason(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The error code on the wire. */
  public int code() {
    return code;
  }

  /** The error text on the wire. */
  public String message() {
    return message;
  }
}
