package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Configure;
import io.stratumj.api.work.VersionMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers one {@code mining.configure}: takes what can be taken, and has an answer for every code
 * that was asked for (SPEC C1).
 *
 * <p><em>Loop-confined</em>, used once.
 */
final class ExtensionRequest {
  private final Map<String, Object> answers = new LinkedHashMap<>();
  private Extensions agreed;

  /**
   * Begins with what was agreed before.
   *
   * @param agreed what holds so far
   */
  ExtensionRequest(Extensions agreed) {
    this.agreed = agreed;
  }

  /** What holds from now on. */
  Extensions agreed() {
    return agreed;
  }

  /**
   * The answers, by code, in the order of the question.
   *
   * @param plan asked for only if a difficulty is wished
   */
  Map<String, Object> answer(
      Configure request, VersionMask serverMask, Supplier<DifficultyPlan> plan) {
    for (String extension : request.extensions()) {
      switch (extension) {
        case "version-rolling" -> negotiate(request, serverMask);
        case "minimum-difficulty" -> answers.put(extension, minimumDifficulty(request, plan));
        case "subscribe-extranonce" -> {
          agreed = agreed.withExtranonceChanges();
          answers.put(extension, true);
        }
        case "info" -> answers.put(extension, true);
        default -> answers.putIfAbsent(extension, false);
      }
    }
    return answers;
  }

  private void negotiate(Configure request, VersionMask serverMask) {
    VersionMask mask = serverMask.and(request.versionRollingMask());
    agreed = agreed.withMask(mask);
    answers.put("version-rolling", !mask.isEmpty());
    if (!mask.isEmpty()) {
      answers.put("version-rolling.mask", mask.toHex());
    }
  }

  private static Object minimumDifficulty(Configure request, Supplier<DifficultyPlan> wished) {
    if (request.minimumDifficulty().isEmpty()) {
      return "minimum-difficulty.value must be a number above 0";
    }
    DifficultyPlan plan = wished.get();
    if (!plan.canKeep(request.minimumDifficulty().get())) {
      return "The difficulty is limited by the pool";
    }
    plan.atLeast(request.minimumDifficulty().get());
    return true;
  }
}
