package io.stratumj.testkit.accounting;

import io.stratumj.api.work.Hash256;
import io.stratumj.testkit.accounting.Discrepancy.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether each session's shares were offered in the order in which they were sent. Only shares that
 * were sent once, told true, and offered once say something about it. Stateless.
 */
final class OfferOrder {
  private OfferOrder() {}

  static void judge(
      List<Hash256> offered, Map<Hash256, ShareStory> stories, List<Discrepancy> found) {
    Map<Hash256, Integer> times = new HashMap<>();
    offered.forEach(id -> times.merge(id, 1, Integer::sum));
    Map<String, ToldShare> latest = new HashMap<>();
    for (Hash256 id : offered) {
      ShareStory story = stories.get(id);
      if (story == null || story.told.size() != 1 || times.getOrDefault(id, 0) != 1) {
        continue;
      }
      ToldShare share = story.told.get(0);
      if (share.answer() != Answer.ACCEPTED || share.sent() == ToldShare.UNORDERED) {
        continue;
      }
      ToldShare before = latest.put(share.connection(), share);
      if (before != null && before.sent() > share.sent()) {
        found.add(
            new Discrepancy(
                Kind.OUT_OF_ORDER,
                Optional.of(share.connection()),
                share.submit() + " was offered after " + before.submit()));
      }
    }
  }
}
