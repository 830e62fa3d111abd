package io.stratumj.testkit.assertions;

import io.stratumj.api.work.RejectReason;
import io.stratumj.testkit.SubmitReply;

/** What the answer to a share should be. */
public final class SubmitReplyAssert {
  private final SubmitReply reply;

  SubmitReplyAssert(SubmitReply reply) {
    this.reply = reply;
  }

  /** The share counts. */
  public SubmitReplyAssert isAccepted() {
    StratumAssertions.check(reply.isAccepted(), "an accepted share", reply);
    return this;
  }

  /** The share does not count, for whatever reason. */
  public SubmitReplyAssert isRefused() {
    StratumAssertions.check(!reply.isAccepted(), "a refused share", reply);
    return this;
  }

  /** The share does not count, for this reason. */
  public SubmitReplyAssert isRefused(RejectReason reason) {
    isRefused();
    StratumAssertions.check(reply.reason() == reason, "a share refused as " + reason, reply);
    return this;
  }

  /** The error has this code. */
  public SubmitReplyAssert hasCode(int code) {
    StratumAssertions.check(
        reply.code().isPresent() && reply.code().getAsInt() == code, "error " + code, reply);
    return this;
  }

  /** The error has this text. */
  public SubmitReplyAssert hasMessage(String text) {
    StratumAssertions.check(
        reply.message().filter(text::equals).isPresent(), "the text \"" + text + '"', reply);
    return this;
  }
}
