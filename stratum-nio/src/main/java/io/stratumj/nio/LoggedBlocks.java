package io.stratumj.nio;

import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.BlockKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the blocks nobody knows the fate of into the log, whole, as {@code submitblock} takes
 * them: what a server does if it is not given another keeper, or if that one fails. A megabyte of
 * log is little for a block.
 */
final class LoggedBlocks implements BlockKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedBlocks.class);

  @Override
  public void keep(BlockCandidate candidate, String why) {
    if (candidate.block().isPresent()) {
      LOG.error(
          "nobody knows what became of block {} ({}); to be submitted by hand: {}",
          candidate.blockHash(),
          why,
          candidate.block().get());
    } else {
      LOG.error(
          "nobody knows what became of block {} ({}); its header: {}, its coinbase: {}",
          candidate.blockHash(),
          why,
          candidate.header(),
          candidate.coinbaseWithWitness());
    }
  }
}
