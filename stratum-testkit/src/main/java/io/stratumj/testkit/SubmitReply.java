package io.stratumj.testkit;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.RejectReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to a submit: the share counts, or a code and a text that say why not. */
public final class SubmitReply {
  private final Reply reply;
  private final Transcript transcript;

  SubmitReply(Reply reply, Transcript transcript) {
    this.reply = reply;
    this.transcript = transcript;
  }

  /** Whether the share counts: the result is {@code true} and there is no error. */
  public boolean isAccepted() {
    return reply.isTrue();
  }

  /** The error code; absent if there is none. */
  public OptionalInt code() {
    return reply.errorCode();
  }

  /** The error text; absent if there is none. */
  public Optional<String> message() {
    return reply.errorMessage();
  }

  /**
   * Why the share was refused. A pair of code and text that this library's server sends is exactly
   * the reason it stands for. Of another pool only the code is understood, and for 21 whether the
   * text speaks of a stale share; every other text with code 20 is {@link RejectReason#MALFORMED}.
   *
   * @throws MinerFailure if the share was accepted, or the refusal has none of the codes 20 to 25
   */
  public RejectReason reason() {
    if (isAccepted()) {
      throw new MinerFailure("the share was accepted: there is no reason", transcript);
    }
    String text = message().orElse("");
    return Arrays.stream(RejectReason.values())
        .filter(reason -> reason.code() == code().orElse(0) && reason.message().equals(text))
        .findFirst()
        .orElseGet(() -> reasonByCode(text));
  }

  /** The id it came under. */
  public RequestId id() {
    return reply.id();
  }

  /** The line. */
  public String line() {
    return reply.line();
  }

  /** The line. */
  @Override
  public String toString() {
    return reply.line();
  }

  private RejectReason reasonByCode(String text) {
    return switch (code().orElse(0)) {
      case 20 -> RejectReason.MALFORMED;
      case 21 ->
          text.toLowerCase(Locale.ROOT).contains("stale")
              ? RejectReason.STALE
              : RejectReason.JOB_NOT_FOUND;
      case 22 -> RejectReason.DUPLICATE;
      case 23 -> RejectReason.LOW_DIFFICULTY;
      case 24 -> RejectReason.UNAUTHORIZED_WORKER;
      case 25 -> RejectReason.NOT_SUBSCRIBED;
      default -> throw new MinerFailure("a refusal without a known code: " + this, transcript);
    };
  }
}
