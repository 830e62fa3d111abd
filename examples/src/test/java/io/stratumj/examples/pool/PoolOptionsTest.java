package io.stratumj.examples.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.vardiff.Vardiff;
import io.stratumj.nio.ListenerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What good command lines mean. */
class PoolOptionsTest {
  @Test
  void noOptionsMeanAnOpenPoolOnASimulatedChain() {
    PoolOptions options = RunningPool.options();
    assertEquals(List.of(ListenerOptions.of("0.0.0.0", 3333)), options.listeners());
    assertEquals(Algorithm.sha256d, options.algorithm());
    assertInstanceOf(Vardiff.class, options.difficulty());
    assertEquals(Difficulty.of(0.001), options.difficulty().initial());
    assertEquals(Optional.empty(), options.template());
    assertEquals(new NetworkBits(0x1d200000), options.networkBits());
    assertEquals(Duration.ZERO, options.blockInterval());
    assertEquals(Duration.ofSeconds(30), options.jobInterval());
    assertEquals(22, options.payoutScript().size());
    assertEquals(Optional.empty(), options.extranoncePrefix());
    assertEquals(OptionalInt.empty(), options.loops());
    assertEquals(OptionalInt.empty(), options.maxConnections());
  }

  @Test
  void scryptHasDefaultsOfItsOwn() {
    PoolOptions options = RunningPool.options("--algorithm", "scrypt");
    assertEquals(Algorithm.scrypt, options.algorithm());
    assertEquals(Difficulty.of(0.1), options.difficulty().initial());
    assertEquals(new NetworkBits(0x1e400000), options.networkBits());
    PoolOptions changed =
        RunningPool.options("--algorithm=scrypt", "--difficulty=8", "--network-bits=1e00ffff");
    assertEquals(Difficulty.of(8), changed.difficulty().initial());
    assertEquals(new NetworkBits(0x1e00ffff), changed.networkBits());
  }

  @Test
  void everyOptionIsTaken() {
    PoolOptions options =
        RunningPool.options(
            "--listen=[::1]:0",
            "--listen=pool.example:4444",
            "--block-interval=2.5",
            "--job-interval=60",
            "--network-bits=1D00FFFF",
            "--payout-script=51",
            "--extranonce-prefix=0a",
            "--loops=2",
            "--max-connections=100",
            "--log-level=debug");
    assertEquals(
        List.of(ListenerOptions.of("::1", 0), ListenerOptions.of("pool.example", 4444)),
        options.listeners());
    assertEquals(Duration.ofMillis(2_500), options.blockInterval());
    assertEquals(Duration.ofMinutes(1), options.jobInterval());
    assertEquals("1d00ffff", options.networkBits().toString());
    assertEquals(Bytes.fromHex("51"), options.payoutScript());
    assertEquals(Optional.of(new ExtranoncePrefix(10, 8)), options.extranoncePrefix());
    assertEquals(OptionalInt.of(2), options.loops());
    assertEquals(OptionalInt.of(100), options.maxConnections());
  }

  @Test
  void limitsOfIntervalsAndPrefixesAreTaken() {
    PoolOptions least =
        RunningPool.options("--block-interval=0.1", "--job-interval=1", "--extranonce-prefix=ffff");
    assertEquals(Duration.ofMillis(100), least.blockInterval());
    assertEquals(Duration.ofSeconds(1), least.jobInterval());
    assertEquals(Optional.of(new ExtranoncePrefix(0xffff, 16)), least.extranoncePrefix());
    PoolOptions most = RunningPool.options("--block-interval=86400", "--job-interval=3600");
    assertEquals(Duration.ofDays(1), most.blockInterval());
    assertEquals(Duration.ofHours(1), most.jobInterval());
  }

  @Test
  void aDifficultyAloneIsFixed() {
    DifficultyPolicy policy = difficulty("--difficulty", "1e-7");
    assertEquals(Difficulty.of(1e-7), policy.initial());
    assertEquals(policy.initial(), policy.minimum());
    assertEquals(policy.initial(), policy.maximum());
    assertEquals(
        Difficulty.of(0.001), difficulty("--vardiff", "off").maximum(), "without a number too");
  }

  @Test
  void aDifficultyWithVardiffIsTheStart() {
    DifficultyPolicy policy = difficulty("--difficulty", "512", "--vardiff", "on");
    assertEquals(Difficulty.of(512), policy.initial());
    assertNotEquals(policy.minimum(), policy.maximum());
  }

  @Test
  void vardiffKeepsWithinItsLimitsAndStartsThere() {
    DifficultyPolicy both =
        difficulty(
            "--min-difficulty", "16", "--max-difficulty", "1024", "--shares-per-minute", "6");
    assertEquals(Difficulty.of(16), both.initial());
    assertEquals(Difficulty.of(16), both.minimum());
    assertEquals(Difficulty.of(1024), both.maximum());
    DifficultyPolicy tiny = difficulty("--max-difficulty", "1e-12");
    assertEquals(Difficulty.of(1e-12), tiny.initial());
    DifficultyPolicy huge = difficulty("--min-difficulty", "1e20");
    assertEquals(Difficulty.of(1e20), huge.initial());
  }

  private static DifficultyPolicy difficulty(String... args) {
    return RunningPool.options(args).difficulty();
  }
}
