package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random lives of a pool against a small reference model: miners configure, subscribe, authorize,
 * submit, fall silent, vanish and come back, authorizers and sinks answer late, wrongly or never,
 * jobs come and go, bytes arrive in pieces. Whatever happens (SPEC F5, H7, J3, D2, S5, S7): one
 * reply for each id and in order; nothing credited twice; nothing told true that is not recorded,
 * and nothing recorded that is not told true unless the miner is gone or was told that it is not
 * sure; what was not recorded, or not answered before the link broke, is no duplicate when it is
 * sent again; no clean flag lost or invented; credited with what was asked, and with less once less
 * is asked; bounds kept.
 */
class SessionModelProperties {
  /** One thing that happens to the pool: what, to which miner, and a number to vary it by. */
  record Step(What what, int miner, int number) {}

  enum What {
    CONNECT,
    CONFIGURE,
    SUBSCRIBE,
    AUTHORIZE,
    DECIDE,
    PUBLISH,
    PUBLISH_CLEAN,
    OFFER,
    SUBMIT,
    SUBMIT_OLD,
    SUBMIT_AGAIN,
    SUBMIT_NONSENSE,
    SUGGEST,
    RETARGET,
    PASS,
    RECORD,
    FAIL_TO_RECORD,
    DISCONNECT,
    COME_BACK,
    RETURN_TO_WORK
  }

  /** From nothing: mostly handshakes that never come about. */
  @Property(tries = 300)
  void noBeginningBreaksTheRules(@ForAll("lives") List<Step> steps) {
    PoolModel model = new PoolModel();
    steps.forEach(model::perform);
    model.settleEverything();
    assertEquals(List.of(), model.broken());
  }

  /** From a miner at work: mostly shares. */
  @Property(tries = 600)
  void noLifeOfAMinerBreaksTheRules(@ForAll("lives") List<Step> steps) {
    PoolModel model = working();
    steps.forEach(model::perform);
    model.settleEverything();
    assertEquals(List.of(), model.broken());
  }

  /** The model can tell right from wrong: a life without mishaps earns a share for each submit. */
  @Property(tries = 50)
  void anOrdinaryLifeEarnsShares(@ForAll("ordinaryLives") List<Step> steps) {
    PoolModel model = working();
    long submits = 0;
    for (Step step : steps) {
      model.perform(step);
      model.perform(new Step(What.OFFER, 0, 0));
      model.perform(new Step(What.RECORD, 0, 0));
      submits += step.what() == What.SUBMIT && step.miner() == 0 && step.number() % 5 < 4 ? 1 : 0;
    }
    model.settleEverything();
    assertEquals(List.of(), model.broken());
    assertEquals(submits, model.credited());
  }

  /** A pool with a job, and one miner that mines. */
  private static PoolModel working() {
    PoolModel model = new PoolModel();
    for (What what : List.of(What.PUBLISH, What.CONNECT, What.SUBSCRIBE, What.AUTHORIZE)) {
      model.perform(new Step(what, 0, 0));
    }
    model.perform(new Step(What.DECIDE, 0, 1));
    return model;
  }

  @Provide
  Arbitrary<List<Step>> lives() {
    return step(Arbitraries.of(What.values())).list().ofMaxSize(120);
  }

  @Provide
  Arbitrary<List<Step>> ordinaryLives() {
    return step(Arbitraries.of(
            What.PUBLISH, What.PUBLISH_CLEAN, What.OFFER, What.SUBMIT, What.SUGGEST, What.RETARGET))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Step> step(Arbitrary<What> what) {
    return Combinators.combine(
            what, Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 50))
        .as(Step::new);
  }
}
