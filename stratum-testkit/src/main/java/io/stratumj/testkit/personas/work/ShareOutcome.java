package io.stratumj.testkit.personas.work;

/**
 * What became of a share.
 *
 * @param share what was submitted
 * @param accepted whether it counts
 * @param text code and text of a refusal
 */
public record ShareOutcome(ShareFound share, boolean accepted, String text) {}
