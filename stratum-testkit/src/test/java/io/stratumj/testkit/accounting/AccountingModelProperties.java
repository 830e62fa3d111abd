package io.stratumj.testkit.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.testkit.accounting.MemoryLedger.Fate;
import io.stratumj.testkit.accounting.MemoryLedger.Manner;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Random lives of a pool whose store is late, loses shares, answers twice, on other threads or not
 * at all, while difficulties move, jobs come and miners vanish and come back; and the accounting
 * oracle over all of it (SPEC D2, S5, S7). Beyond the books: what was not recorded is offered again
 * when it is sent again, on the same connection or after a resume.
 */
class AccountingModelProperties {
  private static final List<Fate> FATES = List.of(Fate.values());

  /** One thing that happens: what, and a number to vary it by. */
  record Step(What what, int number) {}

  enum What {
    SUBMIT,
    SUBMIT_OLD,
    SUBMIT_AGAIN,
    PUBLISH,
    PUBLISH_CLEAN,
    RETARGET,
    STORE_MOOD,
    SETTLE,
    PASS,
    BREAK_DOWN,
    COME_BACK
  }

  /** Whatever the store does, the books agree with what the miners were told. */
  @Property(tries = 400)
  void theBooksAgreeInEveryLife(@ForAll("lives") List<Step> steps) {
    AccountedPool pool = new AccountedPool();
    steps.forEach(pool::perform);
    pool.settleEverything();
    pool.oracle().verify();
    assertEquals(List.of(), pool.broken());
  }

  /** D2: an old job's share counts at what is asked now, if that is less. */
  @Example
  void aShareOfAHarderJobCountsAtTheDifficultyInForce() {
    AccountedPool pool = new AccountedPool();
    perform(pool, What.RETARGET, 3);
    perform(pool, What.RETARGET, 0);
    for (int share = 0; share < 20; share++) {
      pool.perform(new Step(What.SUBMIT_OLD, 1));
    }
    pool.settleEverything();
    pool.oracle().verify();
    assertEquals(20, pool.oracle().acceptedCount());
  }

  /** S7: a share that was lost is offered again, under the same id. */
  @Example
  void aShareThatWasLostCountsWhenItIsSentAgain() {
    AccountedPool pool = new AccountedPool();
    perform(pool, What.STORE_MOOD, FATES.indexOf(Fate.LOST));
    perform(pool, What.SUBMIT, 0);
    perform(pool, What.STORE_MOOD, FATES.indexOf(Fate.RECORDED));
    perform(pool, What.SUBMIT_AGAIN, 0);
    pool.oracle().verify();
    assertEquals(1, pool.oracle().acceptedCount());
  }

  /** S7, H7: a share nobody was told of is offered again after a resume. */
  @Example
  void aShareThatWaitedWhenTheLinkBrokeCountsWhenItIsSentAgain() {
    AccountedPool pool = new AccountedPool();
    perform(pool, What.STORE_MOOD, FATES.indexOf(Fate.HELD));
    perform(pool, What.SUBMIT, 0);
    perform(pool, What.BREAK_DOWN, 0);
    perform(pool, What.COME_BACK, 0);
    perform(pool, What.STORE_MOOD, FATES.indexOf(Fate.RECORDED));
    perform(pool, What.SUBMIT_AGAIN, 0);
    pool.ledger().settle(0, Fate.LOST, Manner.ONCE);
    pool.settleEverything();
    pool.oracle().verify();
    assertEquals(1, pool.oracle().acceptedCount());
    assertTrue(pool.broken().isEmpty());
  }

  private static void perform(AccountedPool pool, What what, int number) {
    pool.perform(new Step(what, number));
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(What.values())),
                Tuple.of(2, Arbitraries.of(What.SUBMIT, What.SUBMIT_OLD, What.SUBMIT_AGAIN))),
            Arbitraries.integers().between(0, 60))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }
}
