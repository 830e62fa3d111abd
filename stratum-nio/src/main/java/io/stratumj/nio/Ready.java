package io.stratumj.nio;

import java.nio.channels.SelectionKey;

/** What a selector's key has attached: whoever acts when the key is ready. */
@FunctionalInterface
interface Ready {
  /**
   * Acts. Called on the loop of the key's selector; must not block and must not throw.
   *
   * @param key the ready key
   */
  void ready(SelectionKey key);
}
