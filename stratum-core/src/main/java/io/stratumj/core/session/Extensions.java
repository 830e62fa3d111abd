package io.stratumj.core.session;

import io.stratumj.api.work.VersionMask;
import org.jspecify.annotations.Nullable;

/**
 * What a session negotiated with {@code mining.configure} and {@code mining.extranonce.subscribe}
 * (SPEC C1 to C3). <em>Immutable.</em>
 *
 * @param mask the negotiated version mask, none if there was no negotiation
 * @param toldMask the mask the miner was told last; null before
 * @param wantsExtranonceChanges whether {@code mining.set_extranonce} may be sent
 */
record Extensions(
    VersionMask mask, @Nullable VersionMask toldMask, boolean wantsExtranonceChanges) {
  /** Nothing was negotiated. */
  static final Extensions NONE = new Extensions(VersionMask.NONE, null, false);

  /** The same, and {@code mining.set_extranonce} may be sent. */
  Extensions withExtranonceChanges() {
    return new Extensions(mask, toldMask, true);
  }

  /**
   * The same with another mask. It is told once more before the first job: some firmwares wait for
   * {@code set_version_mask}.
   */
  Extensions withMask(VersionMask negotiated) {
    return new Extensions(negotiated, null, wantsExtranonceChanges);
  }

  /** Whether the miner must hear of this mask before it gets a job that uses it. */
  boolean mustTell(VersionMask usable) {
    return !mask.isEmpty() && !usable.equals(toldMask);
  }

  /** The same, and the miner was told this mask. */
  Extensions told(VersionMask usable) {
    return new Extensions(mask, usable, wantsExtranonceChanges);
  }
}
