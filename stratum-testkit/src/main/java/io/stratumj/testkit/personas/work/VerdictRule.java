package io.stratumj.testkit.personas.work;

import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rule;

/** What a program makes of the answer to a share. */
public enum VerdictRule {
  /** {@code true} is accepted, everything else refused (programs written in C). */
  BY_RESULT {
    @Override
    public boolean isAccepted(PoolMessage reply) {
      return reply.isTrue();
    }
  },
  /** No error is accepted, whatever the result says; a text as error is neither (NerdMiner). */
  BY_ERROR {
    @Override
    public boolean isAccepted(PoolMessage reply) {
      if (PoolMessage.text(reply.error()).isPresent()) {
        throw new Breach(
            Rule.ERROR_ARRAY, reply.line(), "keeps the share pending for ever at a text as error");
      }
      if (reply.hasNoError() && !reply.isTrue()) {
        throw new Breach(
            Rule.CLEAR_VERDICT, reply.line(), "books a share as accepted that has no error");
      }
      return reply.hasNoError();
    }
  },
  /** A boolean, or an error; anything else is unhandled (ESP firmwares). */
  BY_SHAPE {
    @Override
    public boolean isAccepted(PoolMessage reply) {
      boolean isBoolean = reply.result().isJsonPrimitive();
      if (reply.hasNoError() && !isBoolean) {
        throw new Breach(
            Rule.CLEAR_VERDICT, reply.line(), "does not know what to make of neither nor");
      }
      return reply.hasNoError() && reply.isTrue();
    }
  },
  /** {@code true} and no error, or an array as error; anything else throws (proxies). */
  STRICT {
    @Override
    public boolean isAccepted(PoolMessage reply) {
      if (!reply.has("result")) {
        throw new Breach(Rule.CLEAR_VERDICT, reply.line(), "cannot read a reply without result");
      }
      if (!reply.hasNoError() && !reply.isErrorArray()) {
        throw new Breach(
            Rule.ERROR_ARRAY, reply.line(), "throws at an error that is no array of three");
      }
      return reply.hasNoError() && reply.isTrue();
    }
  };

  /**
   * Whether a share counts.
   *
   * @throws Breach if the program cannot tell
   */
  public abstract boolean isAccepted(PoolMessage reply);
}
