package io.stratumj.core.session;

import io.stratumj.api.work.Extranonce;

/**
 * What a subscribed session holds and a resumed one gets back (SPEC H7): its place in the coinbase,
 * the jobs it was sent with their frozen terms and accepted shares, and its difficulty.
 *
 * <p><em>Loop-confined</em>; handed from one session to the next, never shared.
 *
 * @param extranonce the session's place in the coinbase
 * @param recent the jobs it was sent
 * @param plan its difficulty
 */
record Tenure(Extranonce extranonce, RecentWork recent, DifficultyPlan plan) {}
