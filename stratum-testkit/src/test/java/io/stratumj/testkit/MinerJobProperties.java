package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a notify says, a solution of it is real: hashed here once more, from the strings. */
final class MinerJobProperties {
  private static final HexFormat HEX = HexFormat.of();

  record Notify(
      String previousHash,
      String coinbase1,
      String coinbase2,
      List<String> branches,
      String version,
      String nTime) {}

  @Property(tries = 200)
  void everySolutionMeetsItsTarget(
      @ForAll("notifies") Notify notify,
      @ForAll("hex4") String extranonce1,
      @ForAll @IntRange(min = 2, max = 8) int extranonce2Size,
      @ForAll @IntRange(min = 1, max = 5_000) int billionths,
      @ForAll int versionBits) {
    String difficulty = new BigDecimal(billionths).movePointLeft(9).toPlainString();
    PoolLineReader reader = new PoolLineReader();
    reader.read("{\"id\":1,\"result\":[[],\"" + extranonce1 + "\"," + extranonce2Size + "]}");
    reader.read("{\"method\":\"mining.set_version_mask\",\"params\":[\"1fffe000\"]}");
    reader.read("{\"method\":\"mining.set_difficulty\",\"params\":[" + difficulty + "]}");
    MinerJob job = (MinerJob) reader.read(line(notify));

    Solution solution = job.withVersionBits(versionBits & 0x1fffe000).solve();

    String header = naiveHeader(notify, extranonce1, solution);
    BigInteger hash = new BigInteger(reversed(sha256d(header)), 16);
    BigInteger numerator =
        BigInteger.valueOf(0xffff).shiftLeft(208).multiply(BigInteger.TEN.pow(9));
    BigInteger target = numerator.divide(BigInteger.valueOf(billionths));
    assertTrue(hash.compareTo(target) <= 0, solution::toString);
    assertEquals(header, job.header(solution).toHex());
    assertEquals(hash, new BigInteger(job.hash(solution).toDisplayHex(), 16));
  }

  @Property(tries = 200)
  void everyMissMissesItsTarget(
      @ForAll("notifies") Notify notify, @ForAll @IntRange(min = 1, max = 5_000) int billionths) {
    String difficulty = new BigDecimal(billionths).movePointLeft(9).toPlainString();
    PoolLineReader reader = new PoolLineReader();
    reader.read(ScriptedPool.SUBSCRIBED);
    reader.read("{\"method\":\"mining.set_difficulty\",\"params\":[" + difficulty + "]}");
    MinerJob job = (MinerJob) reader.read(line(notify));
    BigInteger hash =
        new BigInteger(reversed(sha256d(naiveHeader(notify, "10000001", job.miss()))), 16);
    BigInteger numerator =
        BigInteger.valueOf(0xffff).shiftLeft(208).multiply(BigInteger.TEN.pow(9));
    assertTrue(hash.compareTo(numerator.divide(BigInteger.valueOf(billionths))) > 0);
  }

  @Provide
  Arbitrary<Notify> notifies() {
    return Combinators.combine(
            hex(32, 32), hex(42, 120), hex(1, 300), hex(32, 32).list().ofMaxSize(5), hex4(), hex4())
        .as(Notify::new);
  }

  @Provide
  Arbitrary<String> hex4() {
    return hex(4, 4);
  }

  private static Arbitrary<String> hex(int minBytes, int maxBytes) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(minBytes)
        .ofMaxSize(maxBytes)
        .map(HEX::formatHex);
  }

  private static String line(Notify notify) {
    String branches =
        notify.branches.stream().map(b -> '"' + b + '"').collect(Collectors.joining(","));
    return "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"j\",\""
        + String.join("\",\"", notify.previousHash, notify.coinbase1, notify.coinbase2)
        + "\",["
        + branches
        + "],\""
        + String.join("\",\"", notify.version, "207fffff", notify.nTime)
        + "\",true]}";
  }

  /** The header's hex, put together from hex by turning strings round. */
  private static String naiveHeader(Notify notify, String extranonce1, Solution solution) {
    String root =
        sha256d(notify.coinbase1 + extranonce1 + solution.extranonce2() + notify.coinbase2);
    for (String branch : notify.branches) {
      root = sha256d(root + branch);
    }
    StringBuilder parent = new StringBuilder();
    for (int word = 0; word < 64; word += 8) {
      parent.append(reversed(notify.previousHash.substring(word, word + 8)));
    }
    BigInteger mask = new BigInteger("1fffe000", 16);
    BigInteger bits = new BigInteger(solution.versionBits().orElse("0"), 16);
    BigInteger version = new BigInteger(notify.version, 16);
    if (solution.versionBits().isPresent()) {
      version = version.andNot(mask).or(bits.and(mask));
    }
    return reversed(String.format("%08x", version))
        + parent
        + root
        + reversed(solution.nTime())
        + reversed("207fffff")
        + reversed(solution.nonce());
  }

  private static String reversed(String hex) {
    StringBuilder reversed = new StringBuilder();
    for (int i = hex.length() - 2; i >= 0; i -= 2) {
      reversed.append(hex, i, i + 2);
    }
    return reversed.toString();
  }

  private static String sha256d(String hex) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      message.writeBytes(HEX.parseHex(hex));
      return HEX.formatHex(sha256.digest(sha256.digest(message.toByteArray())));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
