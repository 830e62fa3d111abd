package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Configure;
import io.stratumj.api.work.VersionMask;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session negotiated with {@code mining.configure} and {@code mining.extranonce.subscribe}
 * (SPEC C1 to C3).
 *
 * <p><em>Loop-confined.</em>
 */
final class Extensions {
  private VersionMask mask = VersionMask.NONE;
  private @Nullable VersionMask toldMask;
  private boolean wantsExtranonceChanges;

  /** The negotiated mask, none if there was no negotiation. */
  VersionMask mask() {
    return mask;
  }

  boolean wantsExtranonceChanges() {
    return wantsExtranonceChanges;
  }

  void subscribeToExtranonceChanges() {
    wantsExtranonceChanges = true;
  }

  /** Takes what can be taken and answers every code that was asked for. */
  Map<String, Object> configure(Configure request, VersionMask serverMask, DifficultyPlan plan) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (String extension : request.extensions()) {
      switch (extension) {
        case "version-rolling" -> negotiate(request, serverMask, answers);
        case "minimum-difficulty" -> answers.put(extension, minimumDifficulty(request, plan));
        case "subscribe-extranonce" -> {
          subscribeToExtranonceChanges();
          answers.put(extension, true);
        }
        case "info" -> answers.put(extension, true);
        default -> answers.putIfAbsent(extension, false);
      }
    }
    return answers;
  }

  /** Whether the miner must hear of this mask before it gets a job that uses it. */
  boolean mustTell(VersionMask usable) {
    return !mask.isEmpty() && !usable.equals(toldMask);
  }

  void told(VersionMask usable) {
    toldMask = usable;
  }

  private void negotiate(Configure request, VersionMask serverMask, Map<String, Object> answers) {
    mask = serverMask.and(request.versionRollingMask());
    // Told once more before the first job: some firmwares wait for set_version_mask.
    toldMask = null;
    answers.put("version-rolling", !mask.isEmpty());
    if (!mask.isEmpty()) {
      answers.put("version-rolling.mask", mask.toHex());
    }
  }

  private static Object minimumDifficulty(Configure request, DifficultyPlan plan) {
    if (request.minimumDifficulty().isEmpty()) {
      return "minimum-difficulty.value must be a number above 0";
    }
    if (!plan.canKeep(request.minimumDifficulty().get())) {
      return "The difficulty is limited by the pool";
    }
    plan.atLeast(request.minimumDifficulty().get());
    return true;
  }
}
