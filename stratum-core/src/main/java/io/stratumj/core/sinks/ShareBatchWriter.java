package io.stratumj.core.sinks;

import io.stratumj.api.work.AcceptedShare;
import java.util.List;

/**
 * Writes shares to a store, many at a time: the part of a {@link BatchingShareSink} that a pool
 * supplies.
 *
 * <p>Called on the sink's one thread only, so it may keep a connection in a plain field; may block.
 */
@FunctionalInterface
public interface ShareBatchWriter {
  /**
   * Writes shares, all or none, and returns when they are safe: after the commit, for a database.
   * The same share may come again, in another batch or after a restart, and must not count twice:
   * insert by {@link AcceptedShare#id()}, and ignore ids that are there.
   *
   * @param shares in the order they were accepted, no id twice
   * @throws java.util.concurrent.RejectedExecutionException if certainly none was written by this
   *     call: their miners hear so at once
   * @throws Exception if it is unknown whether they are written: the server has them withdrawn
   */
  void write(List<AcceptedShare> shares) throws Exception;

  /**
   * Takes shares out of the store, if they are in it, and returns when that is safe: their miners
   * will hear that they are not. They are those of a batch that failed, which may have been
   * committed all the same when the connection broke on the way back, and those that took longer
   * than miners wait.
   *
   * <p>Called before anything else is written, and again until it succeeds; so the same share, sent
   * once more, is written after it was taken out. The default does nothing: such shares, if they
   * are in the store, stay there in the miner's favour.
   *
   * @param shares no id twice
   * @throws Exception if the store cannot be asked: no share is written until it can
   */
  default void withdraw(List<AcceptedShare> shares) throws Exception {}
}
