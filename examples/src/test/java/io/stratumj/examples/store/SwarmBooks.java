package io.stratumj.examples.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.MockMiner;
import io.stratumj.testkit.accounting.AccountingOracle;
import io.stratumj.testkit.accounting.Answer;
import io.stratumj.testkit.accounting.LedgerEntry;
import io.stratumj.testkit.accounting.ToldShare;
import io.stratumj.testkit.mining.HeaderTemplate;
import io.stratumj.testkit.mining.NonceSearch;
import io.stratumj.testkit.swarm.MinerSwarm;
import io.stratumj.testkit.swarm.SwarmBuilder;
import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.report.Fate;
import io.stratumj.testkit.swarm.report.Submission;
import io.stratumj.testkit.swarm.report.SwarmReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What the miners of swarms were told, share by share, to be compared with what is in a store. The
 * identity of every share is computed here from the lines on the wire, by the testkit's own
 * hashing.
 */
final class SwarmBooks {
  private static final int MINERS = 40;
  private static final int WINDOW = 8;
  private static final String NOT_RECORDED = "Share not recorded";

  private final List<ToldShare> told = new ArrayList<>();
  private final Map<Answer, AtomicLong> counts = new HashMap<>();
  private int swarms;
  private volatile MinerSwarm running;

  /** Forty miners with eight shares under way each, for this long at most. */
  SwarmReport mine(InetSocketAddress pool, Duration longest, LongConsumer onAccepted)
      throws IOException {
    swarms++;
    String user = "swarm" + swarms;
    Map<String, HeaderTemplate> jobs = new HashMap<>();
    try (MockMiner observer = MockMiner.connect(pool)) {
      notified(observer.subscribe().authorize("observer", "x").takeJob().line(), jobs);
      AtomicLong accepted = new AtomicLong();
      List<Settled> settled = new ArrayList<>();
      SwarmBuilder builder =
          MinerSwarm.against(pool, Load.closedLoop(WINDOW))
              .miners(MINERS)
              .user(user)
              .warmup(Duration.ZERO)
              .duration(longest)
              .ledger(
                  (submission, fate) -> {
                    settled.add(new Settled(submission, fate));
                    if (fate instanceof Fate.Accepted) {
                      onAccepted.accept(accepted.incrementAndGet());
                    }
                  });
      MinerSwarm swarm = builder.build();
      running = swarm;
      SwarmReport report = swarm.run();
      settled.forEach(each -> add(user, each, jobs));
      return report;
    }
  }

  /** Ends the load soon, for its pool is gone. Any thread. */
  void stop() {
    running.stop();
  }

  /**
   * Compares with the store: true means there, once, at the difficulty asked; anything else that
   * was answered means not there; and what is there was sent by somebody.
   */
  void verify(StoreLocation location) throws SQLException {
    AccountingOracle oracle = AccountingOracle.ofEverything();
    oracle.told(told);
    oracle.recorded(rows(location));
    oracle.verify();
  }

  /** How often miners were told this. */
  long count(Answer answer) {
    AtomicLong count = counts.get(answer);
    return count == null ? 0 : count.get();
  }

  /** Every row of the store. */
  static List<LedgerEntry> rows(StoreLocation location) throws SQLException {
    List<LedgerEntry> rows = new ArrayList<>();
    try (Connection connection = location.connectToExisting();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select share_id, worker, difficulty from stratum_share")) {
      while (row.next()) {
        rows.add(
            new LedgerEntry(
                Hash256.fromInternal(Bytes.of(row.getBytes(1))),
                row.getString(2),
                row.getBigDecimal(3)));
      }
    }
    return rows;
  }

  private record Settled(Submission submission, Fate fate) {}

  private void add(String user, Settled settled, Map<String, HeaderTemplate> jobs) {
    Submission sent = settled.submission();
    HeaderTemplate job = jobs.get(sent.jobId());
    if (job == null) {
      throw new AssertionError("the pool sent another job than the observer's: " + sent.jobId());
    }
    Bytes header =
        job.header(
            sent.extranonce1(),
            sent.extranonce2(),
            Integer.parseUnsignedInt(job.version(), 16),
            sent.nTime(),
            sent.nonce());
    Answer answer = answer(settled.fate());
    counts.computeIfAbsent(answer, key -> new AtomicLong()).incrementAndGet();
    told.add(
        ToldShare.of(
            user + " " + sent.miner(),
            Hash256.fromInternal(NonceSearch.hash(header)),
            sent.worker(),
            answer,
            new BigDecimal(Double.toString(sent.difficulty()))));
  }

  private static Answer answer(Fate fate) {
    if (fate instanceof Fate.Accepted) {
      return Answer.ACCEPTED;
    }
    if (fate instanceof Fate.Refused refused) {
      return refused.error().contains(NOT_RECORDED) ? Answer.NOT_RECORDED : Answer.REFUSED;
    }
    return Answer.NOTHING;
  }

  private static void notified(String line, Map<String, HeaderTemplate> jobs) {
    JsonArray params = JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("params");
    List<String> branches = new ArrayList<>();
    for (JsonElement branch : params.get(4).getAsJsonArray()) {
      branches.add(branch.getAsString());
    }
    jobs.put(
        params.get(0).getAsString(),
        new HeaderTemplate(
            params.get(1).getAsString(),
            params.get(2).getAsString(),
            params.get(3).getAsString(),
            branches,
            params.get(5).getAsString(),
            params.get(6).getAsString()));
  }
}
