package io.stratumj.nio;

import io.stratumj.core.spi.FaultListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what should not happen: what a server does if it is not given another listener. */
final class FaultLog implements FaultListener {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  @Override
  public void failed(String where, long sessionId, Throwable fault) {
    if (sessionId == 0) {
      LOG.error("{} failed", where, EscapedFault.of(fault));
    } else {
      LOG.error("{} failed for session {}", where, sessionId, EscapedFault.of(fault));
    }
  }
}
