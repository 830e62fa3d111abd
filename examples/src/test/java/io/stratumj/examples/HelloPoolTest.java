package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.MockMiner;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The smallest pool works. */
class HelloPoolTest {
  @Test
  void minerEarnsAShare() throws IOException {
    try (var server = HelloPool.on(0)) {
      server.start();
      try (var miner = MockMiner.connect("127.0.0.1", server.address().getPort())) {
        miner.subscribe().authorize("you.rig1", "d=0.000001");
        assertTrue(miner.submit(miner.takeJob().solve()).isAccepted());
      }
    }
  }
}
