package io.stratumj.testkit.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.personas.Persona.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonaOverTcpTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final PersonaOptions OPTIONS =
      PersonaOptions.DEFAULTS
          .suggesting(Difficulty.of(32))
          .withDifficultyOne(EasyHashing.ONE)
          .perSecond(10, 10_000);

  /** BFGMiner tries TLS on a first connection; the others show the three families. */
  @ParameterizedTest
  @EnumSource(names = {"MINERD", "CGMINER", "BFGMINER", "BITAXE"})
  void aPersonaMinesOverASocket(MinerModel model) throws IOException {
    Persona persona = model.persona(OPTIONS);
    try (SocketPool pool = SocketPool.open()) {
      Predicate<Persona> fiveShares =
          miner -> miner.shares().stream().filter(Share::accepted).count() >= 5;
      assertTrue(
          PersonaOverTcp.run(persona, pool.address(), fiveShares, LIMIT),
          () -> persona.transcript().toString());
    }
    assertEquals(model == MinerModel.BFGMINER ? 2 : 1, persona.connections());
    assertTrue(persona.shares().stream().allMatch(Share::accepted), persona.shares()::toString);
  }

  @Test
  void aPersonaThatIsNeverSatisfiedEndsWithTheTime() throws IOException {
    Persona persona = MinerModel.MINERD.persona(OPTIONS);
    try (SocketPool pool = SocketPool.open()) {
      assertFalse(
          PersonaOverTcp.run(persona, pool.address(), miner -> false, Duration.ofMillis(300)));
    }
  }

  @Test
  void aPoolThatIsNotThereIsReported() throws IOException {
    SocketAddress nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(gone.getInetAddress(), gone.getLocalPort());
    }
    Persona persona = MinerModel.MINERD.persona(OPTIONS);
    assertThrows(
        UncheckedIOException.class,
        () -> PersonaOverTcp.run(persona, nobody, miner -> false, LIMIT));
  }
}
