package io.stratumj.nio;

/** What a selector's key has attached: whoever acts when the key is ready. */
@FunctionalInterface
interface Ready {
  /** Acts. Called on the loop of the key's selector; must not block and must not throw. */
  void ready();
}
