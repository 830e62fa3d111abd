package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Job;
import io.stratumj.core.spi.Authorization;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Faults that were found by reading, each kept from coming back (SPEC L1, L7, J5, S8, H4). */
class ReviewedFaultsTest {
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);

  /**
   * H5, L7: the fifth late answer closes the session; the sixth must not hold the loop for ever.
   */
  @Test
  void sixLateAuthorizationsEndTheSessionAndNotTheLoop() {
    Authorizer silent = (credentials, session) -> new CompletableFuture<>();
    Pool pool = new Pool(silent, options -> options);
    Talk talk = new Talk(pool);
    for (int i = 0; i < 6; i++) {
      talk.say("{\"id\":" + i + ",\"method\":\"mining.authorize\",\"params\":[\"w" + i + "\"]}");
    }
    pool.pass(Duration.ofSeconds(10));
    talk.tick();
    assertEquals(Optional.of(DisconnectReason.TOO_MANY_DENIALS), talk.closed());
    assertEquals(5, talk.hear().size());
  }

  /** J5: a miner that reconnects without end cannot push everybody's nTime into the future. */
  @Test
  void carriersDoNotRunAwayWithTheTime() {
    Pool pool = new Pool().publish(Pool.job(1));
    String token = "";
    for (int i = 0; i < 200; i++) {
      Talk talk = new Talk(pool);
      talk.say(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"t\",\"" + token + "\"]}",
          "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}");
      List<String> heard = talk.hear();
      assertEquals(4, heard.size(), heard.toString());
      token = heard.get(0).replaceAll(".*\"mining.notify\",\"([0-9a-f]{32})\".*", "$1");
      long ahead = Long.parseLong(Talk.params(heard.get(3)).get(7).getAsString(), 16);
      assertTrue(ahead - 1_700_000_001L <= 30, () -> "seconds ahead: " + (ahead - 1_700_000_001L));
      talk.disconnect();
    }
  }

  /** L1, L2: replies behind a share that waits for the sink are bounded. */
  @Test
  void repliesThatWaitAreBounded() {
    Pool pool =
        new Pool(options -> options.shareSink(share -> new CompletableFuture<Void>()))
            .publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", EN2, TIME, "00000001");
    String ping = "{\"id\":7,\"method\":\"mining.ping\"}\n".repeat(1_000);
    for (int i = 0; i < 20 && talk.closed().isEmpty(); i++) {
      talk.sayRaw(ping);
    }
    assertEquals(Optional.of(DisconnectReason.SLOW_READER), talk.closed());
  }

  /** H4, L1: a value that has rested is used again; nothing grows with every connection. */
  @Test
  void restedExtranoncesAreUsedAgain() {
    ExtranonceSpace space = ExtranonceSpace.ofSize(4, 0);
    long now = 0;
    Bytes first = space.allocate(now).orElseThrow();
    space.release(first, now);
    long free = space.free();
    for (int i = 0; i < 1_000; i++) {
      now += Duration.ofMinutes(10).toNanos();
      assertEquals(first, space.allocate(now).orElseThrow());
      space.release(first, now);
    }
    assertEquals(free, space.free());
  }

  /** H4: also where the counter passes the end of the numbers. */
  @Test
  void theLargestSpaceHasNoTwin() {
    ExtranonceSpace space = ExtranonceSpace.ofSize(8, Long.MAX_VALUE - 1);
    List<Bytes> values = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      values.add(space.allocate(0).orElseThrow());
    }
    assertEquals(4, values.stream().distinct().count(), values.toString());
  }

  /** S8: no stage, no verdict and an Error are tried again like every other failure. */
  @Test
  void noKindOfFailureLosesABlock() {
    List<Integer> tries = new ArrayList<>();
    Pool pool =
        new Pool(
            options ->
                options.blockSink(
                    candidate -> {
                      tries.add(tries.size());
                      return switch (tries.size()) {
                        case 1 -> throw new NoClassDefFoundError("gone");
                        case 2 -> noStage();
                        case 3 -> CompletableFuture.completedStage(noVerdict());
                        default -> CompletableFuture.completedStage(new BlockVerdict.Accepted());
                      };
                    }));
    pool.publish(Pool.job(1, 0x207fffff));
    Talk talk = new Talk(pool).mining("a");
    for (int nonce = 0; tries.isEmpty(); nonce++) {
      talk.submit("a", "1", EN2, TIME, Pool.hex(nonce));
    }
    assertEquals(4, tries.size());
    assertEquals(List.of(), pool.protocol().unsettledBlocks());
    assertEquals(3, pool.faults.size(), pool.faults.toString());
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T noStage() {
    return null;
  }

  private static BlockVerdict noVerdict() {
    return null;
  }

  /** D4, S7: a policy that throws costs nobody a share. */
  @Test
  void aThrowingPolicyChangesNothing() {
    DifficultyPolicy.Controller broken =
        new DifficultyPolicy.Controller() {
          @Override
          public double shareAccepted(double current, long nowNanos) {
            throw new IllegalStateException("broken policy");
          }

          @Override
          public double timePassed(double current, long nowNanos) {
            throw new IllegalStateException("broken policy");
          }

          @Override
          public void changed(double current, long nowNanos) {
            throw new IllegalStateException("broken policy");
          }
        };
    DifficultyPolicy fixed = DifficultyPolicy.fixed(Pool.EASY);
    DifficultyPolicy policy =
        new DifficultyPolicy() {
          @Override
          public Difficulty initial() {
            return fixed.initial();
          }

          @Override
          public Difficulty minimum() {
            return fixed.minimum();
          }

          @Override
          public Difficulty maximum() {
            return fixed.maximum();
          }

          @Override
          public Controller open() {
            return broken;
          }
        };
    Pool pool = new Pool(options -> options.difficulty(policy)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", EN2, TIME, "00000001");
    talk.tick();
    assertEquals(List.of(0), talk.hear().stream().map(Talk::error).toList());
    assertEquals(1, pool.recorded.size());
    assertFalse(pool.faults.isEmpty());
  }

  /** S5: the cap counts all jobs on a parent, because their shares are remembered together. */
  @Test
  void moreJobsDoNotRaiseTheCap() {
    SessionLimits limits = SessionLimits.builder().sharesPerJob(2).build();
    Pool pool = new Pool(options -> options.limits(limits)).publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", EN2, TIME, "00000001").submit("a", "1", EN2, TIME, "00000002").ignore();
    pool.pass(Duration.ofSeconds(30));
    talk.tick();
    talk.offer();
    talk.ignore().submit("a", "2", EN2, TIME, "00000003");
    assertEquals(20, Talk.error(talk.hear().get(0)));
  }

  /** C1: what is echoed is bounded. */
  @Test
  void configureCodesAreBounded() {
    Talk talk = new Talk(new Pool());
    talk.say(
        "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[\""
            + "\u007f".repeat(3_000)
            + "\",\"info\"]]}");
    assertEquals(List.of("{\"id\":1,\"result\":{\"info\":true},\"error\":null}"), talk.hear());
  }

  /** C2, H2: a job that leaves no bit to roll is told as well. */
  @Test
  void aMaskThatShrinksToNothingIsTold() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool);
    talk.say(
        "{\"id\":3,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
            + "{\"version-rolling.mask\":\"20000000\"}]}");
    assertTrue(talk.hear().get(0).contains("false"), "20000000 is outside the server's mask");
    talk.say(
        "{\"id\":3,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
            + "{\"version-rolling.mask\":\"00004000\"}]}");
    pool.publish(withVersion(0x20004000));
    List<String> heard = talk.handshake("a").hear();
    assertTrue(
        heard.stream().anyMatch(line -> line.contains("set_version_mask\",\"params\":[\"00000000")),
        heard.toString());
  }

  private static Job withVersion(int version) {
    Job job = Pool.job(2);
    return new Job(
        job.previousHash(),
        job.coinbase1(),
        job.coinbase2(),
        job.extranonceSize(),
        job.merkleBranches(),
        version,
        job.nBits(),
        job.nTime(),
        job.minTime(),
        job.body());
  }

  /** J5: the same work comes again from the source, after a carrier took its time. */
  @Test
  void sameWorkNeverHasTwoIds() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    pool.pass(Duration.ofSeconds(30));
    talk.tick();
    talk.offer();
    String repeated = Talk.params(talk.hear().get(0)).get(7).getAsString();
    pool.publish(Pool.job(1).withNTime((int) Long.parseLong(repeated, 16)));
    talk.offer();
    assertEquals(
        Long.parseLong(repeated, 16) + 1,
        Long.parseLong(Talk.params(talk.hear().get(0)).get(7).getAsString(), 16));
  }

  /** S7: a stage that may not be looked at is listened to. */
  @Test
  void aStageThatIsNoFutureIsHeard() {
    CompletableFuture<Authorization> later = new CompletableFuture<>();
    CompletionStage<Authorization> minimal = later.minimalCompletionStage();
    Pool pool = new Pool((credentials, session) -> minimal, options -> options);
    Talk talk = new Talk(pool).handshake("a").ignore();
    later.complete(Authorization.allowed());
    pool.runTasks();
    assertEquals(List.of("{\"id\":2,\"result\":true,\"error\":null}"), talk.hear());
  }

  /**
   * S5: a tip that comes back brings its shares along, also as the oldest job makes room for it.
   */
  @Test
  void aShareIsNotPaidAgainWhenItsTipComesBack() {
    Pool pool =
        new Pool(options -> options.limits(SessionLimits.builder().jobs(2).build()))
            .publish(Pool.job(1));
    Talk talk = new Talk(pool).mining("a");
    talk.submit("a", "1", EN2, TIME, "00000001");
    assertEquals(1, pool.recorded.size());
    for (int tip : new int[] {2, 1}) {
      pool.publishClean(Pool.job(tip));
      talk.offer();
    }
    talk.ignore();
    talk.submit("a", "3", EN2, TIME, "00000001");
    assertEquals(22, Talk.error(talk.hear().get(0)));
    assertEquals(1, pool.recorded.size());
  }

  /** D2, C2: a job that is sent again after a resume is judged by the mask it was sent under. */
  @Test
  void aJobSentAgainIsJudgedByItsNewMask() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool);
    List<String> heard = talk.say(resuming(""), AUTHORIZE).hear();
    for (int i = 0; i < 40; i++) { // until there are no more carriers, and two jobs take turns
      talk.disconnect();
      String token = token(heard);
      talk = new Talk(pool);
      heard = talk.say(resuming(token), AUTHORIZE).hear();
    }
    String job = Talk.params(heard.get(heard.size() - 1)).get(0).getAsString();
    talk.submit("a", job, EN2, TIME, "00000001").disconnect();
    Talk other = new Talk(pool);
    String token = token(other.say(resuming(token(heard)), AUTHORIZE).hear());
    other.disconnect();
    Talk rolling = new Talk(pool);
    rolling.say(CONFIGURE, resuming(token), AUTHORIZE);
    heard = rolling.hear();
    assertEquals(job, Talk.params(heard.get(heard.size() - 1)).get(0).getAsString(), "sent again");
    rolling.say(
        "{\"id\":3,\"method\":\"mining.submit\",\"params\":[\"a\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]}"
            .formatted(job, EN2, TIME, "00000077", "00002000"));
    assertEquals(List.of("{\"id\":3,\"result\":true,\"error\":null}"), rolling.hear());
  }

  /** C3, J3: a resumed session is sent no older job, which would be of its former extranonce. */
  @Test
  void aResumedSessionGoesOnWithItsNewestJobAndExtranonce() {
    Pool pool = new Pool().publish(Pool.job(1));
    Talk talk = new Talk(pool);
    List<String> heard = talk.say(resuming(""), AUTHORIZE, EXTRANONCES).hear();
    var moved = pool.protocol().sessions().changeExtranonce(talk.conversation().info().id());
    pool.runTasks();
    assertEquals(true, moved.toCompletableFuture().join());
    long newest = 0;
    for (int i = 0; i < 40; i++) {
      talk.disconnect();
      String token = token(heard);
      talk = new Talk(pool);
      heard = talk.say(resuming(token), AUTHORIZE).hear();
      String job = Talk.params(heard.get(heard.size() - 1)).get(0).getAsString();
      assertTrue(Long.parseLong(job, 16) >= newest, job);
      newest = Long.parseLong(job, 16);
    }
    talk.submit("a", Long.toHexString(newest), EN2, TIME, "00000001");
    Bytes extranonce1 = pool.recorded.get(0).work().extranonce().extranonce1();
    assertTrue(heard.get(0).contains(extranonce1.toHex()), heard.get(0));
  }

  private static final String EXTRANONCES =
      "{\"id\":5,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}";
  private static final String CONFIGURE =
      "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"a\",\"x\"]}";

  private static String resuming(String token) {
    return "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"t\",\"" + token + "\"]}";
  }

  private static String token(List<String> heard) {
    return heard.stream()
        .filter(line -> line.contains("mining.notify\",\""))
        .findFirst()
        .orElseThrow()
        .replaceAll(".*\"mining.notify\",\"([0-9a-f]{32})\".*", "$1");
  }
}
