package io.stratumj.testkit.accounting;

import io.stratumj.core.session.SessionLimits;
import io.stratumj.testkit.TestJobs;
import io.stratumj.testkit.accounting.AccountingModelProperties.Step;
import io.stratumj.testkit.accounting.MemoryLedger.Fate;
import io.stratumj.testkit.accounting.MemoryLedger.Manner;
import io.stratumj.testkit.accounting.MemoryLedger.Withdrawal;
import io.stratumj.testkit.memory.MemoryLink;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.simulation.SteeredDifficulty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A pool, its ledger, one miner that comes and goes, and the witnesses of its connections. */
final class AccountedPool {
  /** Of all hashes, these are met by all, three in four, half, and a quarter. */
  private static final double[] DIFFICULTIES = {2.3e-10, 3.1e-10, 4.6e-10, 9.3e-10};

  private static final int PENDING_MAX = 4;

  /** Within the window of the first few hundred jobs. */
  private static final int N_TIME = 0x6553f100 + 1_200;

  private final TestJobs chain = TestJobs.sequence();
  private final MemoryLedger ledger = new MemoryLedger();
  private final SteeredDifficulty difficulty =
      new SteeredDifficulty(DIFFICULTIES[0], 1e-11, DIFFICULTIES[3]);
  private final MemoryPool pool;
  private final List<ShareWitness> witnesses = new ArrayList<>();
  private final List<String> jobs = new ArrayList<>();
  private final List<String> submits = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private MemoryLink link;
  private String sessionId = "";
  private int nonces;
  private int requests;

  AccountedPool() {
    pool =
        MemoryPool.open(
            options ->
                options
                    .shareSink(ledger)
                    .difficulty(difficulty)
                    .faultListener(
                        (where, session, fault) -> {
                          if (!where.equals("ShareSink")) {
                            broken.add(where + ": " + fault);
                          }
                        })
                    .limits(SessionLimits.builder().pendingShares(PENDING_MAX).build()));
    pool.jobs().publishClean(chain.newTip());
    connect();
  }

  MemoryLedger ledger() {
    return ledger;
  }

  List<String> broken() {
    return broken;
  }

  /** Over everything so far. */
  AccountingOracle oracle() {
    AccountingOracle oracle = AccountingOracle.ofEverything();
    witnesses.forEach(oracle::witness);
    oracle.recorded(ledger);
    return oracle;
  }

  void perform(Step step) {
    int number = step.number();
    switch (step.what()) {
      case SUBMIT -> submit(jobs.size() - 1, false);
      case SUBMIT_OLD -> submit(number % jobs.size(), number % 7 == 0);
      case SUBMIT_AGAIN -> {
        if (!submits.isEmpty()) {
          request(submits.get(number % submits.size()));
        }
      }
      case PUBLISH -> pool.jobs().publish(chain.sameTip());
      case PUBLISH_CLEAN -> pool.jobs().publishClean(chain.newTip());
      case RETARGET -> {
        difficulty.to(DIFFICULTIES[number % DIFFICULTIES.length]);
        pool.pass(Duration.ofSeconds(4));
      }
      case STORE_MOOD -> {
        Fate[] fates = Fate.values();
        Withdrawal[] withdrawals = Withdrawal.values();
        ledger.deciding(share -> fates[number % fates.length]);
        ledger.decidingWithdrawals(
            share -> withdrawals[number / fates.length % withdrawals.length]);
      }
      case SETTLE -> settle(number);
      case PASS -> pool.pass(Duration.ofSeconds(number % 8));
      case BREAK_DOWN -> link.breakDown();
      case COME_BACK -> connect();
    }
    hear();
  }

  /** The store answers whatever it still owes. */
  void settleEverything() {
    while (ledger.heldCount() > 0) {
      ledger.settle(0, Fate.RECORDED, Manner.ONCE);
    }
    ledger.confirmWithdrawals();
    pool.turn();
    hear();
  }

  private void settle(int number) {
    if (number % 2 == 0) {
      ledger.confirmWithdrawals();
      pool.turn();
    }
    if (ledger.heldCount() > 0) {
      Fate fate = List.of(Fate.RECORDED, Fate.LOST, Fate.RECORDED_BUT_FAILED).get(number % 3);
      Manner manner = List.of(Manner.values()).get(number / 3 % 3);
      ledger.settle(number % ledger.heldCount(), fate, manner);
      pool.turn();
    }
  }

  /** A first connection, or another that resumes; the old one may still stand. */
  private void connect() {
    ShareWitness witness = ShareWitness.of("connection " + (witnesses.size() + 1));
    if (!witnesses.isEmpty()) {
      witness.resuming(witnesses.get(witnesses.size() - 1));
    }
    witnesses.add(witness);
    link = pool.connect();
    say("mining.subscribe", "\"model\"" + (sessionId.isEmpty() ? "" : ",\"" + sessionId + "\""));
    say("mining.authorize", "\"alice.rig\",\"x\"");
  }

  private void submit(int jobIndex, boolean nonsense) {
    String share =
        "\"alice.rig\",\"%s\",\"%s\",\"%08x\",\"%08x\""
            .formatted(jobs.get(jobIndex), nonsense ? "00" : "0000000000000001", N_TIME, ++nonces);
    submits.add(share);
    request(share);
  }

  private void request(String share) {
    say("mining.submit", share);
  }

  private void say(String method, String params) {
    String line =
        "{\"id\":%d,\"method\":\"%s\",\"params\":[%s]}".formatted(++requests, method, params);
    if (link.closed().isEmpty()) {
      witnesses.get(witnesses.size() - 1).said(line);
      link.say(line);
      hear();
    }
  }

  private void hear() {
    for (String line : link.hear()) {
      witnesses.get(witnesses.size() - 1).heard(line);
      if (line.contains("\"mining.notify\",\"params\"")) {
        jobs.add(line.replaceAll(".*\"params\":\\[\"([0-9a-f]+)\".*", "$1"));
      } else if (line.contains("[[[")) {
        sessionId = line.replaceAll(".*\\[\\[\\[\"[a-z_.]+\",\"([^\"]+)\".*", "$1");
      }
    }
  }
}
