package io.stratumj.core.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.stratumj.core.session.SessionModelProperties.Step;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One miner of the model: says things in pieces, and checks what it hears. */
final class ModelMiner {
  private final PoolModel model;
  private final Talk talk;
  private final SplittableRandom cuts;
  private final String resume;
  private final List<String> jobs = new ArrayList<>();

  /** Requests in order that have no reply yet; those that may be overtaken begin with "auth". */
  private final List<String> waiting = new ArrayList<>();

  private String sessionId = "";
  private String extranonce1 = "";
  private String lastSubmit;

  /** The shares of submits without a reply, and of those the ones that may be called duplicates. */
  private final Map<String, String> unanswered = new LinkedHashMap<>();

  private final Set<String> mayBeDuplicates = new HashSet<>();
  private BigDecimal announced;
  private boolean announcedSinceNotify;
  private int cleanSeen = -1;
  private int lastId;
  private boolean gone;

  ModelMiner(PoolModel model, Talk talk, int index, String resume, String lastSubmit) {
    this.model = model;
    this.talk = talk;
    this.cuts = new SplittableRandom(index);
    this.resume = resume;
    this.lastSubmit = lastSubmit;
  }

  long id() {
    return talk.conversation().info().id();
  }

  String lastSubmit() {
    return lastSubmit;
  }

  String sessionId() {
    return sessionId;
  }

  void perform(Step step) {
    if (gone || talk.closed().isPresent()) {
      return;
    }
    int number = step.number();
    switch (step.what()) {
      case CONFIGURE -> request("c", "mining.configure", "[\"version-rolling\"],{}");
      case SUBSCRIBE ->
          request("s", "mining.subscribe", resume.isEmpty() ? "" : "\"m\",\"" + resume + "\"");
      case AUTHORIZE -> request("auth", "mining.authorize", "\"w" + number % 2 + "\",\"x\"");
      case OFFER -> talk.offer();
      case SUBMIT -> submit(jobs.size() - 1, number, model.nextNonce());
      case SUBMIT_OLD -> submit(number % Math.max(1, jobs.size()), number, model.nextNonce());
      case SUBMIT_AGAIN -> {
        if (!lastSubmit.isEmpty()) {
          submitLast();
        }
      }
      case SUBMIT_NONSENSE ->
          request(
              "m",
              "mining.submit",
              List.of(
                      "",
                      "\"w0\",\"ffff\",\"0000000000000001\",\"6553f101\",\"00000001\"",
                      "\"w0\",\"1\",\"01\",\"6553f101\",\"00000001\"",
                      "\"w0\",\"1\",\"0000000000000001\",\"6553f101\",\"x\"",
                      "\"nobody\",\"1\",\"0000000000000001\",\"6553f101\",\"00000001\"",
                      "\"w0\",\"1\",\"0000000000000001\",\"00000001\",\"00000001\"")
                  .get(number % 6));
      case SUGGEST ->
          request(
              "d",
              "mining.suggest_difficulty",
              List.of("1e-10", "2e-10", "1.5e-10").get(number % 3));
      default -> throw new IllegalStateException("not a miner's step: " + step.what());
    }
  }

  void tick() {
    if (!gone) {
      talk.tick();
    }
  }

  void disconnect() {
    if (!gone) {
      hear();
      gone = true;
      talk.disconnect();
    }
  }

  void hear() {
    if (!gone) {
      talk.hear().forEach(this::hear);
    }
  }

  /** What the miner was told last; null before it was told anything. */
  BigDecimal announced() {
    return announced;
  }

  void checkAllAnswered() {
    if (!gone && talk.closed().isEmpty() && !waiting.isEmpty()) {
      model.complain("F5: no reply to " + waiting);
    }
  }

  private void submit(int jobIndex, int number, int withNonce) {
    if (!jobs.isEmpty()) {
      lastSubmit =
          "\"w"
              + (number % 5 < 4 ? 0 : 1)
              + "\",\""
              + jobs.get(jobIndex)
              + "\",\"0000000000000001\",\"6553f110\",\""
              + Pool.hex(withNonce)
              + "\"";
      submitLast();
    }
  }

  /**
   * A share is a duplicate if it counts, or is being recorded on this connection: what waited on
   * another when it ended is not (S7).
   */
  private void submitLast() {
    String[] fields = lastSubmit.replace("\"", "").split(",", -1);
    String share = extranonce1 + " " + fields[1] + " " + fields[4];
    String id = "\"m" + (lastId + 1) + "\"";
    if (model.isAcknowledged(share) || unanswered.containsValue(share)) {
      mayBeDuplicates.add(id);
    }
    unanswered.put(id, share);
    request("m", "mining.submit", lastSubmit);
  }

  private void request(String kind, String method, String params) {
    String id = "\"" + kind + ++lastId + "\"";
    waiting.add(id);
    byte[] line =
        ("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":[" + params + "]}\n")
            .getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < line.length; ) {
      int to = Math.min(line.length, from + 1 + cuts.nextInt(200));
      talk.sayRaw(Arrays.copyOfRange(line, from, to));
      from = to;
    }
  }

  private void hear(String line) {
    switch (Talk.method(line)) {
      case "reply" -> reply(line);
      case "mining.set_difficulty" -> {
        BigDecimal next = Talk.params(line).get(0).getAsBigDecimal();
        if (announcedSinceNotify || (announced != null && next.compareTo(announced) == 0)) {
          model.complain("D3: " + line + " after " + announced);
        }
        announced = next;
        announcedSinceNotify = true;
      }
      case "mining.notify" -> notify(Talk.params(line));
      case "mining.set_version_mask" -> {}
      default -> model.complain("unexpected " + line);
    }
  }

  private void reply(String line) {
    String id = JsonParser.parseString(line).getAsJsonObject().get("id").toString();
    int place = waiting.indexOf(id);
    boolean overtakes =
        waiting.subList(0, Math.max(place, 0)).stream()
            .anyMatch(other -> !other.startsWith("\"auth"));
    if (place < 0) {
      model.complain("F5: a second reply to " + id);
    } else if (overtakes && !id.startsWith("\"auth")) {
      model.complain("F5: " + id + " before " + waiting);
    } else {
      waiting.remove(place);
    }
    if (id.startsWith("\"s") && Talk.error(line) == 0) {
      JsonArray result = JsonParser.parseString(line).getAsJsonObject().getAsJsonArray("result");
      extranonce1 = result.get(1).getAsString();
      sessionId = result.get(0).getAsJsonArray().get(1).getAsJsonArray().get(1).getAsString();
    }
    if (Talk.error(line) == 22 && !mayBeDuplicates.contains(id)) {
      model.complain("S7: " + id + " is called a duplicate of nothing");
    }
    unanswered.remove(id);
    if (id.startsWith("\"m") && Talk.error(line) == 0) {
      model.toldTrue();
    }
  }

  private void notify(JsonArray params) {
    String job = params.get(0).getAsString();
    boolean clean = params.get(8).getAsBoolean();
    boolean expected = cleanSeen != model.cleanJobs();
    if (clean != expected) {
      model.complain("J3: job " + job + " clean " + clean + ", missed a clean job: " + expected);
    }
    if (announced == null) {
      model.complain("H2: job " + job + " before any difficulty");
    }
    if (jobs.contains(job)) {
      model.complain("J2: job " + job + " twice");
    }
    model.asked(extranonce1, job, announced);
    cleanSeen = model.cleanJobs();
    announcedSinceNotify = false;
    jobs.add(job);
  }
}
