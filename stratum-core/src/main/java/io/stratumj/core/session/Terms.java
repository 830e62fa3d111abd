package io.stratumj.core.session;

import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.core.codec.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a session from some job on: frozen into that job and the following ones when
 * their notify is written (SPEC D2). Shared by all sessions of a loop of which the same is asked,
 * which are most.
 *
 * <p><em>Loop-confined.</em>
 */
final class Terms {
  private final Difficulty difficulty;
  private final Target target;
  private final VersionMask mask;

  /** The job sent last under these terms, to be shared by the next session that is sent it. */
  private @Nullable SentJob newest;

  /** What tells a miner the difficulty, encoded when it is first needed, then shared as well. */
  private @Nullable Bytes difficultyLine;

  /**
   * Terms no job was sent under yet.
   *
   * @param difficulty what a share is worth
   * @param target the difficulty as a number to compare hashes with
   * @param mask the negotiated version mask, before a job's own set bits are taken out
   */
  Terms(Difficulty difficulty, Target target, VersionMask mask) {
    this.difficulty = difficulty;
    this.target = target;
    this.mask = mask;
  }

  Difficulty difficulty() {
    return difficulty;
  }

  Target target() {
    return target;
  }

  VersionMask mask() {
    return mask;
  }

  boolean are(Difficulty otherDifficulty, VersionMask otherMask) {
    return difficulty.equals(otherDifficulty) && mask.equals(otherMask);
  }

  /** The record of this job having been sent under these terms. */
  @SuppressWarnings(
      "ReferenceEquality") // A posting is made once, and again for each customized job.
  SentJob sent(Posting posting) {
    SentJob known = newest;
    if (known == null || known.posting() != posting) {
      known = new SentJob(posting, this);
      newest = known;
    }
    return known;
  }

  /** The line that tells a miner the difficulty. */
  Bytes difficultyLine(MessageWriter writer) {
    Bytes line = difficultyLine;
    if (line == null) {
      line = writer.write(new ServerMessage.SetDifficulty(difficulty)).toBytes();
      difficultyLine = line;
    }
    return line;
  }
}
