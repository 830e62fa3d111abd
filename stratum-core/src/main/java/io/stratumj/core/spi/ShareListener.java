package io.stratumj.core.spi;

import io.stratumj.api.work.ShareResult;

/**
 * Hears of every judged share: accepted ones when they are acknowledged, refused ones when they are
 * refused.
 *
 * <p>Called on the session's loop, in the order of the session's replies, just before the reply is
 * written; must not block. A throw is logged and changes nothing.
 */
@FunctionalInterface
public interface ShareListener {
  /**
   * A share was judged.
   *
   * @param result the judgement
   * @param sessionId the session it came from
   */
  void judged(ShareResult result, long sessionId);
}
