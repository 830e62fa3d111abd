package io.stratumj.testkit.accounting;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.mining.NonceSearch;
import io.stratumj.testkit.wire.JsonLines;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches the lines of one connection, from the miner's end, and works out what the miner was told
 * of each share: which header it claimed, by which job and extranonce, and which difficulty was in
 * force from its submit to its answer. It hashes with the testkit's own miner code, not the
 * server's.
 *
 * <p>Lines come in the order in which they went over the wire; what is no submit and matters to
 * none is passed over. A submit without an id gets no answer and counts as told nothing.
 *
 * <p><em>Confined to one thread.</em>
 */
public final class ShareWitness {
  private final String connection;
  private final Function<Bytes, Hash256> proof;
  private final Map<String, WitnessedJob> jobs = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<ToldShare> told = new ArrayList<>();

  /** Whose session this connection goes on with. */
  private Optional<ShareWitness> earlier = Optional.empty();

  private String extranonce1 = "";
  private int mask;
  private Optional<BigDecimal> difficulty = Optional.empty();
  private long moment;

  /** A submit without an answer. */
  private static final class Pending {
    final String id;
    final String line;
    final String worker;
    final long sent;
    final @Nullable WitnessedJob job;
    final @Nullable JsonArray params;
    final Set<BigDecimal> creditable = new LinkedHashSet<>();

    Pending(
        String id,
        String line,
        String worker,
        long sent,
        @Nullable WitnessedJob job,
        @Nullable JsonArray params) {
      this.id = id;
      this.line = line;
      this.worker = worker;
      this.sent = sent;
      this.job = job;
      this.params = params;
    }

    void inForce(Optional<BigDecimal> current) {
      if (job != null) {
        creditable.add(current.map(job.difficulty()::min).orElse(job.difficulty()));
      }
    }
  }

  private ShareWitness(String connection, Function<Bytes, Hash256> proof) {
    this.connection = connection;
    this.proof = proof;
  }

  /** Of a connection about to be made to a pool that hashes headers with SHA-256 twice. */
  public static ShareWitness of(String connection) {
    return of(connection, header -> Hash256.fromInternal(NonceSearch.hash(header)));
  }

  /** Of a connection to a pool of another algorithm. */
  public static ShareWitness of(String connection, Function<Bytes, Hash256> proof) {
    return new ShareWitness(connection, proof);
  }

  /**
   * Of a connection that is over, every line of which was written in one piece.
   *
   * @throws IllegalArgumentException if the transcript has dropped its beginning
   */
  public static ShareWitness of(String connection, Transcript transcript) {
    if (!transcript.isComplete()) {
      throw new IllegalArgumentException(connection + ": the transcript has lost its beginning");
    }
    ShareWitness witness = of(connection);
    for (Transcript.Entry entry : transcript.entries()) {
      switch (entry.direction()) {
        case FROM_MINER -> entry.text().lines().forEach(witness::said);
        case FROM_POOL -> witness.heard(entry.text());
        case EVENT -> {}
      }
    }
    return witness;
  }

  /** The connection resumes the session of an earlier one, whose jobs it may still submit. */
  public ShareWitness resuming(ShareWitness before) {
    earlier = Optional.of(before);
    return this;
  }

  /** The connection's name. */
  public String connection() {
    return connection;
  }

  /** The miner wrote this line. */
  public void said(String line) {
    moment++;
    Optional<JsonObject> request =
        JsonLines.read(line).filter(object -> text(object.get("method")).equals("mining.submit"));
    if (request.isEmpty()) {
      return;
    }
    JsonElement id = request.get().get("id");
    JsonArray params = request.get().get("params") instanceof JsonArray array ? array : null;
    String worker = "";
    String jobId = "";
    if (params != null && params.size() >= 5) {
      worker = text(params.get(0));
      jobId = text(params.get(1));
    }
    Pending submit =
        new Pending(
            id == null || id.isJsonNull() ? "" : JsonLines.id(id),
            line,
            worker,
            moment,
            job(jobId),
            params);
    submit.inForce(difficulty);
    pending.add(submit);
  }

  /** The miner read this line. */
  public void heard(String line) {
    moment++;
    Optional<JsonObject> object = JsonLines.read(line);
    if (object.isEmpty()) {
      return;
    }
    JsonObject message = object.get();
    if (!message.has("method")) {
      reply(message);
      return;
    }
    JsonArray params = message.get("params") instanceof JsonArray array ? array : new JsonArray();
    switch (text(message.get("method"))) {
      case "mining.set_difficulty" -> {
        difficulty = Optional.of(params.get(0).getAsBigDecimal());
        pending.forEach(submit -> submit.inForce(difficulty));
      }
      case "mining.set_version_mask" -> mask = WitnessedJob.number(text(params.get(0)));
      case "mining.set_extranonce" -> extranonce1 = text(params.get(0));
      case "mining.notify" ->
          jobs.put(
              text(params.get(0)),
              WitnessedJob.of(params, extranonce1, mask, difficulty.orElse(BigDecimal.ONE)));
      default -> {}
    }
  }

  /** What the miner was told so far; submits without an answer were told {@link Answer#NOTHING}. */
  public List<ToldShare> told() {
    List<ToldShare> all = new ArrayList<>(told);
    for (Pending submit : pending) {
      all.add(share(submit, Answer.NOTHING, ToldShare.UNORDERED));
    }
    return all;
  }

  /** The connection, and how many submits it saw. */
  @Override
  public String toString() {
    return connection + ": " + (told.size() + pending.size()) + " submits";
  }

  private void reply(JsonObject reply) {
    if (reply.get("result") instanceof JsonArray result && result.size() == 3) {
      extranonce1 = text(result.get(1));
    } else if (reply.get("result") instanceof JsonObject result
        && result.has("version-rolling.mask")) {
      mask = WitnessedJob.number(text(result.get("version-rolling.mask")));
    }
    String id = JsonLines.id(reply.get("id"));
    Iterator<Pending> oldest = pending.iterator();
    while (oldest.hasNext()) {
      Pending submit = oldest.next();
      if (submit.id.equals(id)) {
        oldest.remove();
        told.add(share(submit, answer(reply), moment));
        return;
      }
    }
  }

  private static Answer answer(JsonObject reply) {
    if (reply.get("error") instanceof JsonArray error && error.size() > 1) {
      return switch (error.get(0).getAsInt()) {
        case 22 -> Answer.DUPLICATE;
        case 23 -> Answer.LOW_DIFFICULTY;
        default ->
            switch (text(error.get(1))) {
              case "Share not recorded" -> Answer.NOT_RECORDED;
              case "Stale share" -> Answer.STALE;
              default -> Answer.REFUSED;
            };
      };
    }
    JsonElement result = reply.get("result");
    return result != null && result.toString().equals("true") ? Answer.ACCEPTED : Answer.REFUSED;
  }

  private ToldShare share(Pending submit, Answer answer, long answered) {
    Optional<Hash256> id = hash(submit);
    return new ToldShare(
        connection,
        id,
        submit.worker,
        answer,
        id.isPresent() ? submit.creditable : Set.of(),
        submit.sent,
        answered,
        submit.line);
  }

  /** By the job's own extranonce1, or by the present one if only that meets the target (C3). */
  private Optional<Hash256> hash(Pending submit) {
    if (submit.job == null || submit.params == null) {
      return Optional.empty();
    }
    try {
      Hash256 own = proof.apply(submit.job.header(submit.params, submit.job.extranonce1()));
      if (submit.job.extranonce1().equals(extranonce1) || meets(own, submit)) {
        return Optional.of(own);
      }
      Hash256 moved = proof.apply(submit.job.header(submit.params, extranonce1));
      return Optional.of(meets(moved, submit) ? moved : own);
    } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static boolean meets(Hash256 hash, Pending submit) {
    return submit.creditable.stream()
        .anyMatch(
            asked ->
                NonceSearch.hashNumber(hash.toInternal()).compareTo(NonceSearch.target(asked))
                    <= 0);
  }

  /** A job of this connection, or else of those whose session it goes on with. */
  private @Nullable WitnessedJob job(String id) {
    Optional<ShareWitness> witness = Optional.of(this);
    while (witness.isPresent()) {
      WitnessedJob job = witness.get().jobs.get(id);
      if (job != null) {
        return job;
      }
      witness = witness.get().earlier;
    }
    return null;
  }

  private static String text(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }
}
