package io.stratumj.core.codec;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Target;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads the parameters of the small methods (SPEC H3, H5, C4, C5). A params token of 0 stands for
 * no params.
 *
 * <p><em>Loop-confined</em>, reused.
 */
final class ParamsReader {
  static final int AGENT_CHARS_MAX = 256;
  private static final int TOKEN_CHARS_MAX = 64;
  private static final Target NO_HASH_AT_ALL = Target.of(BigInteger.ZERO);

  private final JsonTape tape;

  ParamsReader(JsonTape tape) {
    this.tape = tape;
  }

  ClientRequest subscribe(RequestId id, int params) {
    return new ClientRequest.Subscribe(id, agent(params), resumeToken(params));
  }

  private Optional<String> agent(int params) {
    Optional<String> agent = string(params, 0);
    return agent.isEmpty() ? agent : Optional.of(PeerText.escape(agent.get(), AGENT_CHARS_MAX));
  }

  private Optional<String> resumeToken(int params) {
    Optional<String> token = string(params, 1);
    boolean possible =
        token.isPresent() && !token.get().isEmpty() && token.get().length() <= TOKEN_CHARS_MAX;
    return possible ? token : Optional.empty();
  }

  ClientRequest authorize(RequestId id, int params) {
    Optional<String> name = string(params, 0);
    if (name.isEmpty()) {
      return new ClientRequest.InvalidParams(id, false, "Invalid worker name");
    }
    return new ClientRequest.Authorize(id, name.get(), string(params, 1).orElse(""));
  }

  ClientRequest suggestDifficulty(RequestId id, int params) {
    int token = element(params, 0);
    Optional<Difficulty> difficulty =
        token == 0 ? Optional.empty() : PeerNumbers.difficulty(tape, token);
    return difficulty.isPresent()
        ? new ClientRequest.SuggestDifficulty(id, difficulty.get())
        : new ClientRequest.InvalidParams(id, false, "Invalid difficulty");
  }

  ClientRequest suggestTarget(RequestId id, int params) {
    Optional<Target> target = string(params, 0).flatMap(ParamsReader::target);
    return target.isPresent()
        ? new ClientRequest.SuggestTarget(id, target.get())
        : new ClientRequest.InvalidParams(id, false, "Invalid target");
  }

  private static Optional<Target> target(String hex) {
    try {
      return Optional.of(Target.fromHex(hex)).filter(target -> !target.equals(NO_HASH_AT_ALL));
    } catch (IllegalArgumentException noTarget) {
      return Optional.empty();
    }
  }

  ClientRequest getTransactions(RequestId id, int params) {
    return new ClientRequest.GetTransactions(id, string(params, 0).flatMap(ParamsReader::jobId));
  }

  private static Optional<JobId> jobId(String text) {
    try {
      JobId jobId = new JobId(Long.parseUnsignedLong(text, 16));
      boolean ours = !jobId.equals(JobId.NONE) && jobId.toWire().equals(text);
      return ours ? Optional.of(jobId) : Optional.empty();
    } catch (NumberFormatException noneOfOurs) {
      return Optional.empty();
    }
  }

  private Optional<String> string(int params, int index) {
    int token = element(params, index);
    return token == 0 || tape.kind(token) != JsonTape.STRING
        ? Optional.empty()
        : Optional.of(tape.string(token));
  }

  /** The token of an element, 0 if the array is not that long. */
  private int element(int params, int index) {
    if (params == 0) {
      return 0;
    }
    int token = params + 1;
    for (int i = 0; i < index && token < tape.next(params); i++) {
      token = tape.next(token);
    }
    return token < tape.next(params) ? token : 0;
  }
}
