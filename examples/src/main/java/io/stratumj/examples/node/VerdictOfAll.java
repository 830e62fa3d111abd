package io.stratumj.examples.node;

import io.stratumj.core.spi.BlockVerdict;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One verdict of those of several nodes: that of the node that says most. An acceptance counts at
 * once, whatever the others will say; everything else waits for all.
 */
final class VerdictOfAll {
  /** Of two that say the same, the one that may still change. */
  private static final Comparator<NodeVerdict> MOST_SAID =
      Comparator.comparingInt((NodeVerdict one) -> weight(one.verdict()))
          .thenComparing(one -> !one.settled());

  private VerdictOfAll() {}

  /** The verdict; never fails. */
  static CompletableFuture<NodeVerdict> of(List<CompletableFuture<NodeVerdict>> verdicts) {
    CompletableFuture<NodeVerdict> first = new CompletableFuture<>();
    List<CompletableFuture<NodeVerdict>> all =
        verdicts.stream().map(VerdictOfAll::withoutFailure).toList();
    for (CompletableFuture<NodeVerdict> one : all) {
      CompletableFuture<?> unused =
          one.thenAccept(
              verdict -> {
                if (verdict.verdict() instanceof BlockVerdict.Accepted) {
                  first.complete(verdict);
                }
              });
    }
    CompletableFuture<?> unused =
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
            .thenAccept(
                done ->
                    first.complete(
                        all.stream().map(CompletableFuture::join).max(MOST_SAID).orElseThrow()));
    return first;
  }

  private static CompletableFuture<NodeVerdict> withoutFailure(
      CompletableFuture<NodeVerdict> verdict) {
    return verdict.exceptionally(failure -> NodeVerdict.unknown(failure.toString()));
  }

  /**
   * A node that has the block says more than one that did not answer, for it will pass it on; one
   * that did not answer keeps the question open that another has refused.
   */
  private static int weight(BlockVerdict verdict) {
    if (verdict instanceof BlockVerdict.Accepted) {
      return 4;
    }
    if (verdict instanceof BlockVerdict.Inconclusive) {
      return 3;
    }
    if (verdict instanceof BlockVerdict.Duplicate) {
      return 2;
    }
    if (verdict instanceof BlockVerdict.Unknown) {
      return 1;
    }
    return 0;
  }
}
