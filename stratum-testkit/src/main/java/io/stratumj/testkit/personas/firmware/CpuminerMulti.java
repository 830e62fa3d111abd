package io.stratumj.testkit.personas.firmware;

import io.stratumj.testkit.personas.line.PoolMessage;
import io.stratumj.testkit.personas.line.Rig;
import io.stratumj.testkit.personas.work.ExtranonceTiming;
import io.stratumj.testkit.personas.work.RepeatedJob;
import io.stratumj.testkit.personas.work.ShareFound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** tpruvot's {@code cpuminer-multi} 1.3.7. */
public final class CpuminerMulti extends NextLineMiner {
  /** Its buffer for a submit, with the NUL at the end. */
  private static final int SUBMIT_BUFFER = 512;

  /** A program that is not connected. */
  public CpuminerMulti(Rig rig) {
    super(rig);
  }

  @Override
  String agent() {
    return "cpuminer-multi/1.3.7";
  }

  @Override
  Set<String> vocabulary() {
    return extendedVocabulary();
  }

  @Override
  int extranonce2SizeMin() {
    return 2;
  }

  @Override
  int extranonce2SizeMax() {
    return 16;
  }

  @Override
  boolean asksForExtranonce() {
    return true;
  }

  /** Whatever has another id than 2 logs it in; then it may as well go on waiting. */
  @Override
  void unknownBeforeLogin(PoolMessage message) {
    unknown(message);
  }

  @Override
  void unknown(PoolMessage message) {
    answerUnknown(this, message);
  }

  @Override
  void submit(ShareFound share) {
    submitInto512Bytes(this, share);
  }

  @Override
  Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Optional<Duration> stallsAfter() {
    return Optional.of(Duration.ofMinutes(2));
  }

  @Override
  public ExtranonceTiming extranonceTiming() {
    return ExtranonceTiming.NEXT_JOB;
  }

  @Override
  public boolean submitsAfterExtranonceChange() {
    return true;
  }

  @Override
  public RepeatedJob repeatedJob() {
    return RepeatedJob.IGNORED;
  }

  @Override
  public boolean takesOnlyNewHeaders() {
    return true;
  }

  static Set<String> extendedVocabulary() {
    return Set.of(
        "mining.notify",
        "mining.set_difficulty",
        "mining.ping",
        "client.reconnect",
        "client.get_version",
        "client.show_message");
  }

  /** An unknown method with an id is answered by an error that is an object. */
  static void answerUnknown(Firmware miner, PoolMessage message) {
    if (!message.id().equals("null")) {
      miner
          .rig()
          .say(
              "{\"id\": "
                  + message.id()
                  + ", \"result\": false, \"error\": {\"code\": 38, \"message\": \"unknown method"
                  + "\"}}");
    }
  }

  /** A submit that does not fit the buffer is cut, and ends in the middle of its JSON. */
  static void submitInto512Bytes(NextLineMiner miner, ShareFound share) {
    String id = miner.submitId();
    byte[] line =
        miner
            .submitSpelling()
            .request(id, "mining.submit", share.params(miner.worker()))
            .getBytes(StandardCharsets.UTF_8);
    boolean fits = line.length < SUBMIT_BUFFER;
    if (fits) {
      miner.book().submitted(id, share);
    }
    byte[] cut = Arrays.copyOf(line, Math.min(line.length, SUBMIT_BUFFER - 1) + 1);
    cut[cut.length - 1] = '\n';
    miner.rig().write(cut);
  }
}
