package io.stratumj.testkit.conformance.report;

/**
 * What one case asks of a pool. Immutable.
 *
 * @param slug its stable name, {@code chapter/what-it-is}
 * @param level how much it matters
 * @param sentence the requirement
 * @param source where it comes from: a rule, a BIP, or the miners and pools it was observed in
 * @param accepts which other behaviours are right too, as seen in other pools; for an {@link
 *     Level#UNTESTABLE} one the reason why it cannot be seen
 */
public record Requirement(
    String slug, Level level, String sentence, String source, String accepts) {
  /** The part of the slug before the slash. */
  public String chapter() {
    return slug.substring(0, slug.indexOf('/'));
  }
}
