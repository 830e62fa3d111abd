package io.stratumj.api.message;

import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import java.util.List;
import java.util.Optional;

/** What a miner said, one type for each kind of line. */
public sealed interface ClientRequest {
  /** The id to answer under; {@link RequestId#NONE} if no answer is expected. */
  RequestId id();

  /**
   * {@code mining.configure} (BIP310).
   *
   * @param extensions every requested code, in the order of the request, unknown ones included
   * @param versionRollingMask the bits the miner can roll; all if it named none or named nonsense
   * @param versionRollingMinBitCount the fewest bits it wants, 0 if it did not say
   * @param minimumDifficulty the least difficulty it wants to be given
   * @param info what it told about itself under {@code info.*}, escaped and cut
   */
  record Configure(
      RequestId id,
      List<String> extensions,
      VersionMask versionRollingMask,
      int versionRollingMinBitCount,
      Optional<Difficulty> minimumDifficulty,
      Optional<String> info)
      implements ClientRequest {}

  /**
   * {@code mining.subscribe}.
   *
   * @param userAgent the name of the mining software, cut at 256 characters, control and
   *     bidirectional characters escaped
   * @param resumeToken the session id it wants to go on with; may be junk of another pool
   */
  record Subscribe(RequestId id, Optional<String> userAgent, Optional<String> resumeToken)
      implements ClientRequest {}

  /**
   * {@code mining.authorize}.
   *
   * @param workerName the name as written, neither trimmed nor checked
   * @param password the password, empty if there was none
   */
  record Authorize(RequestId id, String workerName, String password) implements ClientRequest {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Authorize[id=" + id + ", workerName=" + workerName + "]";
    }
  }

  /**
   * {@code mining.submit}.
   *
   * @param share the decoded fields; its job is {@link JobId#NONE} if the name is none of ours
   */
  record Submit(RequestId id, Share share) implements ClientRequest {}

  /** {@code mining.suggest_difficulty}. */
  record SuggestDifficulty(RequestId id, Difficulty difficulty) implements ClientRequest {}

  /** {@code mining.suggest_target}. */
  record SuggestTarget(RequestId id, Target target) implements ClientRequest {}

  /** {@code mining.extranonce.subscribe}. */
  record ExtranonceSubscribe(RequestId id) implements ClientRequest {}

  /**
   * {@code mining.get_transactions}.
   *
   * @param jobId the job, absent if its name is none of ours
   */
  record GetTransactions(RequestId id, Optional<JobId> jobId) implements ClientRequest {}

  /** {@code mining.ping}. */
  record Ping(RequestId id) implements ClientRequest {}

  /**
   * A method that has no effect here but must be answered with true, because cgminer and BFGMiner
   * book any other answer as a rejected share: {@code mining.multi_version}, {@code
   * mining.capabilities}.
   */
  record Acknowledged(RequestId id) implements ClientRequest {}

  /**
   * An answer to a request of the server.
   *
   * @param id the id of that request
   * @param text the result if it is a string
   */
  record Response(RequestId id, Optional<String> text) implements ClientRequest {}

  /**
   * A method this server does not know.
   *
   * @param method its name, cut and escaped
   */
  record UnknownMethod(RequestId id, String method) implements ClientRequest {}

  /**
   * A known method with parameters that make no sense.
   *
   * @param submit whether it was a share
   * @param problem what is wrong, naming the field
   */
  record InvalidParams(RequestId id, boolean submit, String problem) implements ClientRequest {}

  /**
   * One JSON object, but not a request: no usable id, no method, params that are no array.
   *
   * @param id what to answer under, {@link RequestId#NULL} when the id itself is the problem
   * @param problem what is wrong
   */
  record InvalidRequest(RequestId id, String problem) implements ClientRequest {}

  /**
   * A line that is not one JSON object.
   *
   * @param problem what is wrong and where, without any of the line's own text
   */
  record Malformed(String problem) implements ClientRequest {
    @Override
    public RequestId id() {
      return RequestId.NULL;
    }
  }
}
