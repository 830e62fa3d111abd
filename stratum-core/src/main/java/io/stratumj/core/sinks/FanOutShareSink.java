package io.stratumj.core.sinks;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.core.spi.FaultListener;
import io.stratumj.core.spi.ShareSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Passes shares on to several sinks, of which one is the authority: the miner hears what that one
 * says. The others, followers, hear of a share when the authority has recorded it, so they never
 * see one that does not count; what they throw or fail is reported and changes no answer.
 *
 * <p>So a follower may have missed a share that counts (it failed, or the process died in between),
 * and must not be what miners are paid by. Send statistics and live displays there.
 *
 * <p><em>Thread-safe</em> if the sinks are. Followers are called on the thread that completes the
 * authority's stage; in the order of completion, and must not block.
 */
public final class FanOutShareSink implements ShareSink {
  private static final String WHERE = "ShareSink follower";

  private final ShareSink authority;
  private final List<ShareSink> followers;
  private final FaultListener faults;

  private FanOutShareSink(ShareSink authority, List<ShareSink> followers, FaultListener faults) {
    this.authority = authority;
    this.followers = followers;
    this.faults = faults;
  }

  /**
   * A sink of several.
   *
   * @param authority the one that decides
   * @param followers the ones that are told
   * @param faults hears of followers that throw or fail
   */
  public static FanOutShareSink of(
      ShareSink authority, List<ShareSink> followers, FaultListener faults) {
    return new FanOutShareSink(authority, List.copyOf(followers), faults);
  }

  @Override
  public CompletionStage<?> record(AcceptedShare share) {
    CompletionStage<?> recorded = authority.record(share);
    return recorded.thenAccept(
        value -> tell(share.sessionId(), follower -> watch(follower.record(share), share)));
  }

  /** When the authority has forgotten the share, so does whoever may have been told of it since. */
  @Override
  public CompletionStage<?> withdraw(AcceptedShare share) {
    CompletionStage<?> withdrawn = authority.withdraw(share);
    return withdrawn.thenAccept(
        value -> tell(share.sessionId(), follower -> watch(follower.withdraw(share), share)));
  }

  private void tell(long sessionId, Consumer<ShareSink> event) {
    for (ShareSink follower : followers) {
      try {
        event.accept(follower);
      } catch (RuntimeException thrown) {
        faults.failed(WHERE, sessionId, thrown);
      }
    }
  }

  private void watch(CompletionStage<?> stage, AcceptedShare share) {
    CompletionStage<?> unused =
        stage.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                faults.failed(WHERE, share.sessionId(), failure);
              }
            });
  }
}
