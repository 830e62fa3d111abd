package io.stratumj.testkit.personas.work;

import com.google.gson.JsonElement;
import io.stratumj.api.work.VersionMask;
import io.stratumj.testkit.personas.line.Breach;
import io.stratumj.testkit.personas.line.ConfigureReply;
import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.line.Rule;
import io.stratumj.testkit.personas.line.SubscribeReply;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a program mines: what it was told, the job in hand, and shares found in it, all by the
 * program's {@link Habits}.
 *
 * <p><em>Confined to one thread.</em>
 */
public final class Workbench {
  private final Rig rig;
  private final Habits habits;
  private final DifficultyRule difficulty;
  private final Set<String> seenIds = new HashSet<>();

  private Optional<SubscribeReply> subscription = Optional.empty();
  private @Nullable SubscribeReply comingExtranonce;
  private VersionMask mask = VersionMask.NONE;
  private @Nullable HeldJob inHand;
  private @Nullable HeldJob late;
  private @Nullable Search search;
  private long count;
  private long newWorkNanos;
  private int jobs;

  /** An empty bench. */
  public Workbench(Rig rig, Habits habits) {
    this.rig = rig;
    this.habits = habits;
    this.difficulty = habits.newDifficulty();
  }

  /** A new connection: nothing of the old one counts. */
  public void connected() {
    seenIds.clear();
    mask = VersionMask.NONE;
    comingExtranonce = null;
    inHand = null;
    late = null;
    search = null;
  }

  /** The subscribe reply came. */
  public void subscribed(SubscribeReply reply) {
    subscription = Optional.of(reply);
    difficulty.subscribed();
  }

  /** What the last subscribe reply said. */
  public Optional<SubscribeReply> subscription() {
    return subscription;
  }

  /** Version rolling was negotiated; counts from the next job on. */
  public void negotiated(VersionMask granted) {
    mask = granted;
  }

  /** How many jobs were taken. */
  public int jobs() {
    return jobs;
  }

  /** Whether there is something to hash. */
  public boolean hasJob() {
    return inHand != null;
  }

  /** When the last new work came. */
  public long newWorkNanos() {
    return newWorkNanos;
  }

  /** What shares of the job in hand must meet; empty without a job. */
  public Optional<BigDecimal> difficulty() {
    return Optional.ofNullable(inHand).map(HeldJob::difficulty);
  }

  /** Takes a set_difficulty. */
  public void setDifficulty(PoolMessage message) {
    JsonElement value = message.param(0);
    if (!PoolMessage.isNumber(value) || value.getAsBigDecimal().signum() <= 0) {
      throw new Breach(
          Rule.DIFFICULTY_NUMBER, message.line(), "ignores it and goes on at the old difficulty");
    }
    difficulty.told(value.getAsBigDecimal());
    HeldJob held = inHand;
    if (held != null) {
      BigDecimal now = difficulty.forJobInHand(held.difficulty());
      inHand = now.compareTo(held.difficulty()) == 0 ? held : held.at(now);
    }
  }

  /** Takes a set_version_mask; counts from the next job on. */
  public void setVersionMask(PoolMessage message) {
    Optional<VersionMask> told = PoolMessage.text(message.param(0)).flatMap(ConfigureReply::mask);
    if (told.isEmpty()) {
      throw new Breach(Rule.VERSION_ROLLING, message.line(), "rolls bits that are not allowed");
    }
    mask = told.get();
  }

  /** Takes a set_extranonce. */
  public void setExtranonce(PoolMessage message) {
    Optional<String> extranonce1 = PoolMessage.text(message.param(0));
    if (habits.extranonceTiming() == ExtranonceTiming.UNKNOWN || subscription.isEmpty()) {
      throw new Breach(
          Rule.EXTRANONCE_ASKED_FOR, message.line(), "mines on with the old extranonce1");
    }
    if (extranonce1.isEmpty() || !PoolMessage.isNumber(message.param(1))) {
      throw new Breach(Rule.SUBSCRIBE_RESULT, message.line(), "mines on with the old extranonce1");
    }
    SubscribeReply changed =
        new SubscribeReply(
            subscription.get().sessionId(), extranonce1.get(), message.param(1).getAsInt());
    HeldJob held = inHand;
    if (habits.extranonceTiming() == ExtranonceTiming.NEXT_JOB || held == null) {
      comingExtranonce = changed;
    } else {
      subscription = Optional.of(changed);
      inHand = held.with(changed.extranonce1(), changed.extranonce2Size());
      count = habits.firstExtranonce2();
    }
    if (habits.submitsAfterExtranonceChange()) {
      late = inHand;
    }
  }

  /** Takes a notify. */
  public void notified(PoolMessage message) {
    if (subscription.isEmpty()) {
      throw new Breach(
          Rule.REPLY_COMES_NEXT, message.line(), "has a job, but no extranonce to build it with");
    }
    if (difficulty.isStacked()) {
      throw new Breach(
          Rule.ONE_DIFFICULTY_PER_JOB,
          message.line(),
          "takes the first difficulty for this job and the last for the job after it");
    }
    if (comingExtranonce != null) {
      subscription = Optional.of(comingExtranonce);
      comingExtranonce = null;
    }
    SubscribeReply terms = subscription.get();
    int extranonceBytes = terms.extranonce1().length() / 2 + terms.extranonce2Size();
    PoolJob job = habits.notifyRules().read(message, extranonceBytes);
    if (!seenIds.add(job.id()) && habits.repeatedJob() == RepeatedJob.IGNORED) {
      throw new Breach(Rule.JOB_ID_NEW, message.line(), "ignores a job with an id it has had");
    }
    take(
        new HeldJob(
            job,
            terms.extranonce1(),
            terms.extranonce2Size(),
            difficulty.forNewJob(),
            mask.bits()));
  }

  /** The next share of the job in hand, if this second's hashes find one. */
  public Optional<ShareFound> mine() {
    HeldJob held = inHand;
    return held == null ? Optional.empty() : mine(held, false);
  }

  /** A share of the job before, once after each change of jobs, if the program finds such. */
  public Optional<ShareFound> mineLate() {
    HeldJob held = late;
    late = null;
    return held == null ? Optional.empty() : mine(held, true);
  }

  private void take(HeldJob next) {
    HeldJob before = inHand;
    if (before != null && habits.takesOnlyNewHeaders() && next.isSameWorkAs(before)) {
      return;
    }
    boolean clean = next.job().clean() || before == null || !isOnSameParent(before, next);
    if (clean && !habits.submitsAfterExtranonceChange()) {
      late = null;
    } else if (!clean && habits.submitsLate()) {
      late = before;
    }
    if (before == null
        || habits.repeatedJob() == RepeatedJob.RESTARTED
        || habits.restartsExtranonce2(next.job())) {
      count = habits.firstExtranonce2();
    }
    inHand = next;
    jobs++;
    newWorkNanos = rig.now();
  }

  private Optional<ShareFound> mine(HeldJob held, boolean isLate) {
    Search trying = search;
    if (isLate || trying == null || !trying.isFor(held)) {
      trying = newSearch(held, isLate);
    }
    OptionalInt nonce =
        trying.tryNonces(rig.setup().difficultyOne(), rig.setup().hashesPerSecond());
    if (!isLate) {
      search = nonce.isPresent() ? null : trying;
    }
    return nonce.isPresent()
        ? Optional.of(trying.found(nonce.getAsInt(), habits, isLate))
        : Optional.empty();
  }

  private Search newSearch(HeldJob held, boolean isLate) {
    // A late share takes a number the job in hand will not come to: none is ever sent twice.
    long number = isLate ? 1_000 + jobs : count++;
    int rolled = habits.nTimeRoll() == 0 ? 0 : (int) (number % (habits.nTimeRoll() + 1));
    return new Search(
        held,
        habits.extranonce2().hex(number, held.extranonce2Size()),
        habits.versionBits().of(number, held.mask()),
        held.job().nTime() + rolled,
        habits.drawsNonces() ? rig.random().nextInt() : 0);
  }

  private static boolean isOnSameParent(HeldJob one, HeldJob other) {
    return one.job().template().previousHash().equals(other.job().template().previousHash());
  }
}
