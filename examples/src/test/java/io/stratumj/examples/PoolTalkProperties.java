package io.stratumj.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.message.RequestId;
import io.stratumj.testkit.arbitraries.RequestLine;
import io.stratumj.testkit.arbitraries.Sessions;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** How a property of a pool is written: whatever miners say, spelled however they like. */
class PoolTalkProperties {
  @Property(tries = 50)
  void everyRequestIsAnsweredUnderItsId(@ForAll("talks") List<RequestLine> talk) {
    MemoryLink miner = MemoryPool.open().connect();
    talk.forEach(request -> miner.say(request.line()));
    List<String> heard = miner.hear();
    for (RequestId id : Sessions.answeredIds(talk)) {
      assertTrue(
          miner.closed().isPresent()
              || heard.stream().anyMatch(line -> line.startsWith("{\"id\":" + id.json() + ",")),
          () -> "no answer to " + id.json() + "\n" + miner.transcript());
    }
  }

  @Provide
  Arbitrary<List<RequestLine>> talks() {
    return Sessions.any();
  }
}
