package io.stratumj.api.message;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.VersionMask;
import java.util.List;
import java.util.Map;

/** What the server says, one type for each kind of line. */
public sealed interface ServerMessage {
  /**
   * The answer to a request.
   *
   * @param id the request's id
   * @param result what is answered
   */
  record Reply(RequestId id, Result result) implements ServerMessage {}

  /** The contents of a {@link Reply}. */
  sealed interface Result {
    /** A plain true or false. */
    record Answer(boolean value) implements Result {
      /** The answer to whatever worked. */
      public static final Answer TRUE = new Answer(true);
    }

    /** A string. */
    record Text(String text) implements Result {}

    /**
     * The result of subscribe.
     *
     * @param sessionId the token to resume with, printable ASCII
     * @param extranonce what the session mines with
     */
    record Subscribed(String sessionId, Extranonce extranonce) implements Result {}

    /**
     * The result of configure, in order: the value of a member is a Boolean or a String.
     *
     * @param members member names and values
     */
    record Configured(Map<String, Object> members) implements Result {}

    /** The result of get_transactions: raw transactions. */
    record Transactions(List<Bytes> transactions) implements Result {}

    /** Not done, and why. */
    record Failure(StratumError error) implements Result {}
  }

  /** {@code mining.set_difficulty}: from the next job on. */
  record SetDifficulty(Difficulty difficulty) implements ServerMessage {}

  /**
   * {@code mining.notify}.
   *
   * @param cleanJobs whether all earlier jobs are worthless now
   */
  record Notify(JobId jobId, Job job, boolean cleanJobs) implements ServerMessage {}

  /** {@code mining.set_version_mask} (BIP310). */
  record SetVersionMask(VersionMask mask) implements ServerMessage {}

  /** {@code mining.set_extranonce}: from the next job on. */
  record SetExtranonce(Extranonce extranonce) implements ServerMessage {}

  /** {@code client.show_message}. */
  record ShowMessage(String text) implements ServerMessage {}

  /**
   * {@code client.reconnect}.
   *
   * @param host where to; empty for the same host and port
   * @param port the port there
   * @param waitSeconds how long to wait before
   */
  record Reconnect(String host, int port, int waitSeconds) implements ServerMessage {
    /** To where the miner is connected now, at once: written without params. */
    public static final Reconnect HERE = new Reconnect("", 0, 0);
  }

  /** {@code mining.ping}, a request of the server. */
  record Ping(RequestId id) implements ServerMessage {}

  /** {@code client.get_version}, a request of the server. */
  record GetVersion(RequestId id) implements ServerMessage {}
}
