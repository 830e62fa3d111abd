package io.stratumj.core.session;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.ShareResult;
import io.stratumj.core.session.SessionModelProperties.Step;
import io.stratumj.core.session.SessionModelProperties.What;
import io.stratumj.core.spi.Authorization;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The pool as it should be, in as few rules as possible, beside the pool as it is. Every hash meets
 * every difficulty used here, so that a share is good exactly when the rules say so.
 */
final class PoolModel {
  private static final int MINERS = 2;
  private static final int JOBS_MAX = 8;
  private static final double[] DIFFICULTIES = {1e-10, 5e-11, 2e-10};

  private final SteeredDifficulty steered = new SteeredDifficulty(DIFFICULTIES[0]);
  private final List<String> broken = new ArrayList<>();
  private final List<CompletableFuture<Authorization>> decisions = new ArrayList<>();
  private final List<Offered> offered = new ArrayList<>();
  private final Set<Hash256> recorded = new HashSet<>();
  private final Set<Hash256> acknowledged = new HashSet<>();
  private final Set<String> acknowledgedShares = new HashSet<>();
  private final Map<String, BigDecimal> asked = new HashMap<>();
  private final Map<Long, ModelMiner> bySession = new HashMap<>();
  private final List<ModelMiner> zombies = new ArrayList<>();
  private final ExtranonceSpace space = ExtranonceSpace.ofSize(4, 99);
  private final Pool pool;
  private final ModelMiner[] miners = new ModelMiner[MINERS];
  private int jobs;
  private int cleanJobs;
  private int steps;
  private int nonces;
  private int heardTrue;

  /** A share the sink was given, and the stage it answered with. */
  private record Offered(AcceptedShare share, CompletableFuture<Void> stage) {}

  PoolModel() {
    SessionLimits limits =
        SessionLimits.builder().jobs(JOBS_MAX).denials(1_000).pendingShares(5).build();
    pool =
        new Pool(
            (credentials, session) -> {
              CompletableFuture<Authorization> decision = new CompletableFuture<>();
              decisions.add(decision);
              return decision;
            },
            options ->
                options
                    .limits(limits)
                    .extranonces(space)
                    .difficulty(steered)
                    .shareListener((result, sessionId) -> judged(result))
                    .shareSink(
                        share -> {
                          CompletableFuture<Void> stage = new CompletableFuture<>();
                          offered.add(new Offered(share, stage));
                          checkCredit(share);
                          return stage;
                        }));
  }

  int credited() {
    return acknowledged.size();
  }

  List<String> broken() {
    return broken;
  }

  int cleanJobs() {
    return cleanJobs;
  }

  void complain(String rule) {
    broken.add("step " + steps + ": " + rule);
  }

  void perform(Step step) {
    steps++;
    ModelMiner miner = miners[step.miner()];
    switch (step.what()) {
      case CONNECT -> connect(step.miner(), "", step.number());
      case COME_BACK ->
          connect(step.miner(), miner == null ? "" : miner.sessionId(), step.number());
      case RETURN_TO_WORK -> returnToWork(step.miner(), step.number());
      case RETARGET -> {
        steered.to(DIFFICULTIES[step.number() % DIFFICULTIES.length]);
        pass(2);
        pass(2);
      }
      case PUBLISH -> pool.publish(Pool.job(++jobs));
      case PUBLISH_CLEAN -> {
        pool.publishClean(Pool.job(++jobs));
        cleanJobs++;
      }
      case DECIDE -> decide(step.number());
      case RECORD -> record(step.number(), true);
      case FAIL_TO_RECORD -> record(step.number(), false);
      case PASS -> pass(step.number());
      case DISCONNECT -> {
        if (miner != null) {
          miner.disconnect();
        }
      }
      default -> {
        if (miner != null) {
          miner.perform(step);
        }
      }
    }
    pool.runTasks();
    hear();
  }

  /** Answers everything that waits, and checks what must be true when nothing does. */
  void settleEverything() {
    for (int round = 0; round < 3; round++) {
      decisions.forEach(decision -> decision.complete(Authorization.allowed()));
      pool.runTasks();
      for (int i = 0; i < offered.size(); i++) {
        record(0, true);
      }
      pool.runTasks();
      hear();
    }
    for (ModelMiner miner : miners) {
      if (miner != null) {
        miner.checkAllAnswered();
        miner.disconnect();
      }
    }
    zombies.forEach(ModelMiner::disconnect);
    if (heardTrue > acknowledged.size()) {
      complain("S7: " + heardTrue + " times true for " + acknowledged.size() + " shares");
    }
    pool.pass(Duration.ofMinutes(11));
    Talk last = new Talk(pool);
    last.tick();
    last.disconnect();
    if (space.used() != 0) {
      complain("H9: " + space.used() + " extranonces are still held");
    }
    if (!pool.faults.isEmpty()) {
      complain("faults: " + pool.faults);
    }
  }

  /** A miner heard true to a share. */
  void toldTrue() {
    heardTrue++;
  }

  /** Whether this share counts: in this session, or in the one that it resumed. */
  boolean isAcknowledged(String share) {
    return acknowledgedShares.contains(share);
  }

  /** A miner was sent a job at this difficulty. */
  void asked(String extranonce1, String job, BigDecimal difficulty) {
    asked.put(extranonce1 + " " + job, difficulty);
  }

  int nextNonce() {
    return ++nonces;
  }

  /** A miner comes, for the first time or again; an odd number says that it closed its old link. */
  private void connect(int index, String sessionId, int number) {
    ModelMiner before = miners[index];
    if (before != null) {
      zombies.add(before);
      if (number % 2 == 1) {
        before.disconnect();
      }
    }
    String lastSubmit = before == null ? "" : before.lastSubmit();
    miners[index] = new ModelMiner(this, new Talk(pool), index, sessionId, lastSubmit);
    bySession.put(miners[index].id(), miners[index]);
  }

  /** A miner whose session stood, or broke down just now, resumes it and is let in. */
  private void returnToWork(int index, int number) {
    ModelMiner before = miners[index];
    if (before != null) {
      connect(index, before.sessionId(), number);
      miners[index].perform(new Step(What.SUBSCRIBE, index, 0));
      miners[index].perform(new Step(What.AUTHORIZE, index, 0));
      decisions.forEach(decision -> decision.complete(Authorization.allowed()));
      decisions.clear();
    }
  }

  private void decide(int number) {
    if (!decisions.isEmpty()) {
      CompletableFuture<Authorization> decision = decisions.remove(number % decisions.size());
      switch (number % 4) {
        case 0 -> decision.complete(Authorization.denied("no"));
        case 3 -> decision.complete(Authorization.denied("never"));
        default -> decision.complete(Authorization.allowed());
      }
    }
  }

  private void record(int number, boolean success) {
    if (offered.isEmpty()) {
      return;
    }
    Offered next = offered.remove(number % offered.size());
    if (success) {
      // An idempotent store: a share that was offered again is recorded once.
      recorded.add(next.share().id());
      next.stage().complete(null);
    } else {
      next.stage().completeExceptionally(new IllegalStateException("expected"));
      pool.runTasks();
      pool.faults.removeIf(fault -> fault.contains("expected"));
    }
  }

  private void pass(int number) {
    pool.pass(Duration.ofSeconds(1 + number % 8));
    for (ModelMiner miner : miners) {
      if (miner != null) {
        miner.tick();
      }
    }
  }

  private void hear() {
    zombies.forEach(ModelMiner::hear);
    for (ModelMiner miner : miners) {
      if (miner != null) {
        miner.hear();
      }
    }
  }

  /** D2: at the difficulty its job was sent at, or the one told since if that is lower. */
  private void checkCredit(AcceptedShare share) {
    String extranonce1 = share.work().extranonce().extranonce1().toHex();
    BigDecimal atJob = asked.get(extranonce1 + " " + share.share().jobId().toWire());
    BigDecimal now = bySession.get(share.sessionId()).announced();
    if (now == null || atJob == null) {
      complain("H2: a share of job " + share.share().jobId() + " before it was sent");
    } else if (share.difficulty().toBigDecimal().compareTo(atJob.min(now)) != 0) {
      complain("D2: credited " + share.difficulty() + ", asked " + atJob + ", then " + now);
    }
  }

  /** S7, S5: acknowledged once, and only when it is recorded. */
  private void judged(ShareResult result) {
    if (result instanceof ShareResult.Accepted accepted) {
      Hash256 share = accepted.share().id();
      if (!recorded.contains(share)) {
        complain("S7: acknowledged, but not recorded");
      }
      String extranonce1 = accepted.share().work().extranonce().extranonce1().toHex();
      acknowledgedShares.add(
          extranonce1
              + " "
              + accepted.share().share().jobId().toWire()
              + " "
              + Pool.hex(accepted.share().share().nonce()));
      if (!acknowledged.add(share)) {
        complain("S5: acknowledged twice");
      }
    }
  }
}
