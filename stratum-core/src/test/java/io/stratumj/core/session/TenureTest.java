package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.core.spi.DifficultyPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a session remembers of its jobs and shares, and for how long (SPEC D2, J6, S5). */
class TenureTest {
  private static final SessionLimits LIMITS =
      SessionLimits.builder().jobs(3).jobMemory(Duration.ofNanos(100)).build();
  private static final ShareMemory MEMORY = new ShareMemory(Long.MAX_VALUE);

  private final Terms terms = terms(2);
  private final Tenure tenure =
      new Tenure(extranonce(1), new DifficultyPlan(DifficultyPolicy.fixed(1)));

  @Test
  void sharesGoWithTheLastJobOnTheirParent() {
    SentJob first = send(1, Pool.job(1), new Tip());
    SentJob second = send(2, Pool.job(2), new Tip());
    SeenShares onFirst = tenure.seenWith(first, MEMORY);
    SeenShares onSecond = tenure.seenWith(second, MEMORY);
    assertNotSame(onFirst, onSecond);

    send(3, Pool.job(2), new Tip());
    assertSame(onFirst, tenure.seenWith(first, MEMORY), "three jobs may be remembered");
    send(4, Pool.job(2), new Tip());
    assertNotSame(onFirst, tenure.seenWith(first, MEMORY), "the first is the fourth last");
    assertSame(onSecond, tenure.seenWith(second, MEMORY));
  }

  @Test
  void sharesStayWhenTheirTipComesBackWithTheJobThatDropsThem() {
    SentJob first = send(1, Pool.job(1), new Tip());
    SeenShares onFirst = tenure.seenWith(first, MEMORY);
    send(2, Pool.job(2), new Tip());
    send(3, Pool.job(3), new Tip());
    SentJob back = send(4, Pool.job(1), new Tip());
    assertSame(onFirst, tenure.seenWith(back, MEMORY));
  }

  @Test
  void jobsOfATipLongGoneAreForgotten() {
    Tip tip = new Tip();
    SentJob first = send(1, Pool.job(1), tip);
    SeenShares seen = tenure.seenWith(first, MEMORY);
    tip.end(50);
    assertSame(first, tenure.find(new JobId(1), 149, LIMITS));
    assertNull(tenure.find(new JobId(1), 150, LIMITS));
    tenure.add(sent(2, Pool.job(2), new Tip()), LIMITS, 149);
    assertSame(seen, tenure.seenWith(first, MEMORY));
    tenure.add(sent(3, Pool.job(2), new Tip()), LIMITS, 150);
    assertNotSame(seen, tenure.seenWith(first, MEMORY));
  }

  @Test
  void workIsOfTheJobThatWasAskedFor() {
    Job job = Pool.job(1);
    SentJob first = send(1, job, new Tip());
    SentJob again = send(2, job, new Tip());
    SentJob other = send(3, Pool.job(2), new Tip());
    for (int i = 0; i < 2; i++) {
      assertEquals(new JobId(1), tenure.work(first, terms).jobId());
      assertEquals(new JobId(2), tenure.work(again, terms).jobId());
      assertSame(other.posting().job(), tenure.work(other, terms).job());
    }
    assertSame(tenure.work(first, terms), tenure.work(first, terms), "made once");
  }

  @Test
  void workIsJudgedByTheLesserOfThenAndNow() {
    SentJob sent = send(1, Pool.job(1), new Tip());
    for (int i = 0; i < 2; i++) {
      assertEquals(Difficulty.of(2), tenure.work(sent, terms(4)).difficulty());
      assertEquals(Difficulty.of(1), tenure.work(sent, terms(1)).difficulty());
      assertEquals(Difficulty.of(2), tenure.work(sent, null).difficulty());
    }
  }

  @Test
  void workIsWithThePlaceTheSessionHadThen() {
    assertEquals(0, tenure.former().size());
    SentJob first = send(1, Pool.job(1), new Tip());
    tenure.moveTo(extranonce(2));
    SentJob second = send(2, Pool.job(1), new Tip());
    tenure.moveTo(extranonce(3));
    for (int i = 0; i < 2; i++) {
      assertEquals(extranonce(1), tenure.work(first, terms).extranonce());
      assertEquals(extranonce(2), tenure.work(second, terms).extranonce());
    }
    assertEquals(extranonce(3), tenure.extranonce());
    assertEquals(2, tenure.former().size());
  }

  @Test // a resumed session may be sent a job again, under another mask
  void workIsWithTheMaskOfItsTerms() {
    SentJob sent = send(1, Pool.job(1), new Tip());
    SentJob again =
        new SentJob(
            sent.posting(),
            new Terms(terms.difficulty(), terms.target(), new VersionMask(0x00002000)));
    for (int i = 0; i < 2; i++) {
      Work plain = tenure.work(sent, terms);
      assertEquals(VersionMask.NONE, plain.versionMask());
      assertEquals(new VersionMask(0x00002000), tenure.work(again, terms).versionMask());
    }
  }

  private SentJob send(int id, Job job, Tip tip) {
    SentJob sent = sent(id, job, tip);
    tenure.add(sent, LIMITS, 0);
    return sent;
  }

  private SentJob sent(int id, Job job, Tip tip) {
    return new SentJob(new Posting(new JobId(id), job, tip, 0), terms);
  }

  private static Terms terms(int difficulty) {
    return new Terms(
        Difficulty.of(difficulty),
        Target.forDifficulty(Difficulty.of(difficulty)),
        VersionMask.NONE);
  }

  private static Extranonce extranonce(int number) {
    return new Extranonce(Bytes.fromHex("1000000" + number), 8);
  }
}
