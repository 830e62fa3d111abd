package io.stratumj.core.session;

import io.stratumj.api.work.Extranonce;
import java.util.ArrayList;
import java.util.List;

/**
 * What a subscribed session holds and a resumed one gets back (SPEC H7): its place in the coinbase,
 * the jobs it was sent with their frozen terms and accepted shares, and its difficulty.
 *
 * <p><em>Loop-confined</em>; handed from one session to the next, never shared.
 *
 * @param extranonce the session's place in the coinbase
 * @param former the places it had before, which older jobs are still mined with
 * @param recent the jobs it was sent
 * @param plan its difficulty
 */
record Tenure(
    Extranonce extranonce, List<Extranonce> former, RecentWork recent, DifficultyPlan plan) {

  /** The same with another place in the coinbase from now on. */
  Tenure movedTo(Extranonce next) {
    List<Extranonce> before = new ArrayList<>(former);
    before.add(extranonce);
    return new Tenure(next, List.copyOf(before), recent, plan);
  }
}
