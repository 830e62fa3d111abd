package io.stratumj.testkit.arbitraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PoolLinesProperties {
  @Property(tries = 300)
  void aLineOfAPoolIsOneJsonObjectByTheStandard(@ForAll("poolLines") String line) {
    assertTrue(StrictJson.parse(line).filter(JsonElement::isJsonObject).isPresent(), line);
    assertFalse(line.contains("\n"), line);
  }

  @Property(tries = 100)
  void aJobHasItsNineParameters(@ForAll("notifies") String line) {
    var params = JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("params");
    assertEquals(9, params.size());
    assertEquals(64, params.get(1).getAsString().length());
  }

  /** F5: a session's requests are answered once each, whatever they are and however cut. */
  @Property(tries = 60)
  void everyRequestOfASessionGetsOneReply(@ForAll("sessions") List<RequestLine> session) {
    MemoryLink link = MemoryPool.open().connect();
    session.forEach(request -> link.say(request.line()));
    List<RequestId> answered = new ArrayList<>();
    for (String line : link.hear()) {
      if (line.startsWith("{\"id\":") && line.contains(",\"result\":")) {
        answered.add(new RequestId(line.substring(6, line.indexOf(",\"result\":"))));
      }
    }
    Set<RequestId> owed = new HashSet<>(Sessions.answeredIds(session));
    assertEquals(answered.size(), new HashSet<>(answered).size(), () -> "" + link.transcript());
    assertTrue(owed.containsAll(answered), () -> "" + link.transcript());
    assertTrue(
        link.closed().isPresent() || answered.size() == owed.size(), () -> "" + link.transcript());
  }

  /** Every kind of message comes up: 1,000 samples hold all of them. */
  @Example
  void everyKindOfMessageComesUp() {
    Set<Class<?>> kinds = new HashSet<>();
    PoolMessages.any().sampleStream().limit(1_000).forEach(each -> kinds.add(each.getClass()));
    assertEquals(new HashSet<>(Arrays.asList(ServerMessage.class.getPermittedSubclasses())), kinds);
  }

  @Provide
  Arbitrary<String> poolLines() {
    return PoolLines.any();
  }

  @Provide
  Arbitrary<String> notifies() {
    return PoolLines.notifies();
  }

  @Provide
  Arbitrary<List<RequestLine>> sessions() {
    return Arbitraries.oneOf(Sessions.any(), Sessions.handshakes());
  }
}
