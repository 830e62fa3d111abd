package io.stratumj.testkit.simulation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.stratumj.testkit.memory.LinkConditions;
import io.stratumj.testkit.memory.MemoryPool;
import io.stratumj.testkit.simulation.checks.Connection;
import io.stratumj.testkit.wire.JsonLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A miner with its habits: how it says hello, how bad its links are, what it gets wrong. It submits
 * whatever it is asked for without searching: difficulties are such that many hashes are shares.
 *
 * <p><em>Confined to the simulation's thread.</em>
 */
final class SimulatedMiner {
  private static final int AWAY_SECONDS_MAX = 40;
  private static final int JOBS_MAX = 8;

  /** How long after a resume what was never answered is sent again. */
  private static final int RESEND_SECONDS = 6;

  private static final int SHARES_MAX = 12;
  private static final List<String> NONSENSE =
      List.of(
          "{\"id\":%d,\"method\":\"mining.unheard_of\",\"params\":[]}",
          "{\"id\":%d,\"method\":\"mining.ping\"}",
          "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[]}",
          "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"nobody\",\"1\",\"00\",\"1\",\"1\"]}",
          "{\"id\":%d,\"method\":\"mining.suggest_difficulty\",\"params\":[\"NaN\"]}",
          "{\"id\":%d,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}",
          "{\"id\":%d,\"method\":\"mining.subscribe\",\"params\":[7,{},null]}",
          "{\"id\":%d,\"method\":\"mining.authorize\",\"params\":[\"\"]}",
          "{\"id\":%d,\"method\":\"mining.get_transactions\",\"params\":[\"1\"]}",
          "{\"id\":%d,\"result\":true,\"error\":null}");

  private final SimulationContext context;
  private final MemoryPool pool;
  private final int number;
  private final Random random;
  private final String worker;

  private final List<Job> jobs = new ArrayList<>();
  private final List<String> shares = new ArrayList<>();

  /** Shares without an answer, by the id of their request. */
  private final Map<String, String> unanswered = new LinkedHashMap<>();

  private Optional<MinerWire> wire = Optional.empty();
  private String token = "";
  private Optional<Connection> tokenFrom = Optional.empty();
  private int extranonce2Size;
  private int mask;
  private int requests;
  private int authorizeId;
  private long nextTry;

  private record Job(String id, long nTime) {}

  SimulatedMiner(SimulationContext context, MemoryPool pool, int number, long seed) {
    this.context = context;
    this.pool = pool;
    this.number = number;
    this.random = new Random(seed);
    this.worker = "m" + number + ".w";
    this.nextTry = random.nextInt(AWAY_SECONDS_MAX);
  }

  int number() {
    return number;
  }

  /** The connection, if it stands as far as the miner knows. */
  Optional<Connection> connection() {
    return wire.filter(each -> !each.isOver()).map(MinerWire::connection);
  }

  /** What the miner does in one second. */
  void second() {
    if (wire.isEmpty() || wire.get().isOver()) {
      if (context.agenda().second() >= nextTry || !context.troubled()) {
        connect();
      }
      return;
    }
    if (context.troubled() && happens(context.options().breaksPerHour() / 3_600)) {
      leave(wire.get());
    } else if (happens(context.options().sharesPerMinute() / 60) && !jobs.isEmpty()) {
      submit(wire.get());
    } else if (context.troubled() && happens(context.options().nonsense() / 60)) {
      sayNonsense(wire.get());
    }
  }

  void quit() {
    wire.ifPresent(MinerWire::disconnect);
    wire = Optional.empty();
  }

  void heard(MinerWire from, JsonObject message) {
    if (wire.isEmpty() || wire.get() != from) {
      return;
    }
    String id = JsonLines.id(message.get("id"));
    unanswered.remove(id);
    if (message.has("method")) {
      notified(message.get("method").getAsString(), message.getAsJsonArray("params"));
    } else if (message.get("result") instanceof JsonArray result && result.size() == 3) {
      token = result.get(0).getAsJsonArray().get(1).getAsJsonArray().get(1).getAsString();
      tokenFrom = Optional.of(from.connection());
      extranonce2Size = result.get(2).getAsInt();
    } else if (message.get("result") instanceof JsonObject result
        && result.has("version-rolling.mask")) {
      mask = Integer.parseUnsignedInt(result.get("version-rolling.mask").getAsString(), 16);
    } else if (id.equals("" + authorizeId) && !message.get("error").isJsonNull()) {
      // Denied: a real miner tries again, but not in the same moment.
      context.agenda().in(3, () -> authorizeAgain(from));
    }
  }

  private void connect() {
    jobs.clear();
    mask = 0;
    LinkConditions conditions = LinkConditions.seeded(random.nextLong());
    if (random.nextDouble() < context.options().badLinks() && context.troubled()) {
      conditions =
          conditions
              .chopping(1 + random.nextInt(200))
              .delaying(Duration.ofMillis(1 + random.nextInt(3_000)));
    }
    MinerWire next = new MinerWire(context, this, pool, conditions);
    wire = Optional.of(next);
    if (random.nextInt(3) > 0) {
      next.say(request("mining.configure", "[\"version-rolling\"],{}"));
    }
    boolean resumes = !token.isEmpty() && random.nextInt(4) > 0;
    if (resumes) {
      next.resumes(tokenFrom);
    } else {
      shares.clear();
    }
    next.say(request("mining.subscribe", "\"sim/1\"" + (resumes ? ",\"" + token + "\"" : "")));
    authorizeAgain(next);
    List<String> lost = resumes ? List.copyOf(unanswered.values()) : List.of();
    unanswered.clear();
    context.agenda().in(RESEND_SECONDS, () -> lost.forEach(share -> submit(next, share)));
  }

  private void authorizeAgain(MinerWire on) {
    if (wire.isPresent() && wire.get() == on && !on.isOver()) {
      on.say(request("mining.authorize", "\"" + worker + "\",\"x\""));
      authorizeId = requests;
    }
  }

  /**
   * Breaks down, leaves politely or in mid-sentence, or leaves without a word and comes back at
   * once.
   */
  private void leave(MinerWire from) {
    nextTry = context.agenda().second() + random.nextInt(AWAY_SECONDS_MAX);
    wire = Optional.empty();
    switch (random.nextInt(4)) {
      case 0 -> from.disconnect();
      case 1 -> connect();
      case 2 -> {
        from.sayRaw(new byte[] {0x16, 3, 1, '{', '"'});
        from.disconnect();
      }
      default -> from.breakDown();
    }
  }

  private void submit(MinerWire on) {
    if (!shares.isEmpty() && random.nextInt(8) == 0) {
      submit(on, shares.get(random.nextInt(shares.size())));
      return;
    }
    boolean old = random.nextInt(5) == 0;
    Job job = jobs.get(old ? random.nextInt(jobs.size()) : jobs.size() - 1);
    boolean wrong = context.troubled() && happens(context.options().nonsense());
    long nTime = job.nTime + random.nextInt(30) + (wrong && random.nextBoolean() ? 9_000 : 0);
    int digits = 2 * extranonce2Size - (wrong && random.nextBoolean() ? 2 : 0);
    StringBuilder share = new StringBuilder();
    share.append('"').append(worker).append("\",\"").append(job.id).append("\",\"");
    share.append(hex(random.nextLong() >>> 1, 16), 0, digits).append("\",\"");
    share.append(hex(nTime, 8)).append("\",\"").append(hex(random.nextInt() & 0xffffffffL, 8));
    share.append('"');
    if (mask != 0 && random.nextBoolean()) {
      share.append(",\"").append(hex((random.nextInt() & mask) & 0xffffffffL, 8)).append('"');
    }
    if (shares.size() == SHARES_MAX) {
      shares.remove(0);
    }
    shares.add(share.toString());
    submit(on, share.toString());
  }

  private void submit(MinerWire on, String share) {
    if (wire.isPresent() && wire.get() == on && !on.isOver()) {
      on.say(request("mining.submit", share));
      unanswered.put("" + requests, share);
    }
  }

  private void sayNonsense(MinerWire on) {
    requests++;
    on.say(NONSENSE.get(random.nextInt(NONSENSE.size())).formatted(requests));
  }

  private void notified(String method, JsonArray params) {
    if (method.equals("mining.notify")) {
      if (params.get(8).getAsBoolean() && random.nextInt(3) > 0) {
        jobs.clear(); // One in three goes on with what it has.
      }
      long nTime = Long.parseLong(params.get(7).getAsString(), 16);
      jobs.add(new Job(params.get(0).getAsString(), nTime));
      if (jobs.size() > JOBS_MAX) {
        jobs.remove(0);
      }
    } else if (method.equals("mining.set_version_mask")) {
      mask = Integer.parseUnsignedInt(params.get(0).getAsString(), 16);
    }
  }

  private String request(String method, String params) {
    requests++;
    return "{\"id\":" + requests + ",\"method\":\"" + method + "\",\"params\":[" + params + "]}";
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  private static String hex(long value, int digits) {
    String text = Long.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
