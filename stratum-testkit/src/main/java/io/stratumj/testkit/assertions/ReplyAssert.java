package io.stratumj.testkit.assertions;

import io.stratumj.testkit.Reply;

/** What the answer to a request should be. */
public final class ReplyAssert {
  private final Reply reply;

  ReplyAssert(Reply reply) {
    this.reply = reply;
  }

  /** The result is true, and there is no error. */
  public ReplyAssert isTrue() {
    StratumAssertions.check(reply.isTrue(), "true", reply);
    return this;
  }

  /** There is no error. */
  public ReplyAssert isNoError() {
    StratumAssertions.check(!reply.isError(), "no error", reply);
    return this;
  }

  /** The error has this code. */
  public ReplyAssert isError(int code) {
    StratumAssertions.check(
        reply.errorCode().isPresent() && reply.errorCode().getAsInt() == code,
        "error " + code,
        reply);
    return this;
  }

  /** The result is this JSON text, compact. */
  public ReplyAssert hasResult(String json) {
    StratumAssertions.check(reply.result().equals(json), "the result " + json, reply);
    return this;
  }
}
