package io.stratumj.core.session;

import io.stratumj.api.work.WorkerName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers authorized in one session. Nearly every session has one; a proxy has dozens.
 *
 * <p><em>Loop-confined.</em>
 */
final class Workers {
  private final boolean accountMatches;

  private @Nullable WorkerName first;
  private @Nullable List<WorkerName> others;

  /**
   * No workers yet.
   *
   * @param accountMatches whether {@code a} counts as the authorized {@code a.b} and the other way
   *     round (SPEC S2)
   */
  Workers(boolean accountMatches) {
    this.accountMatches = accountMatches;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** The worker authorized first; null while there is none. */
  @Nullable WorkerName first() {
    return first;
  }

  int size() {
    return first == null ? 0 : others == null ? 1 : 1 + others.size();
  }

  boolean contains(WorkerName name) {
    return first != null && (name.equals(first) || (others != null && others.contains(name)));
  }

  void add(WorkerName name) {
    if (first == null) {
      first = name;
    } else if (!contains(name)) {
      if (others == null) {
        others = new ArrayList<>(2);
      }
      others.add(name);
    }
  }

  /** The authorized worker a share of this name belongs to; null if there is none. */
  @Nullable WorkerName resolve(WorkerName claimed) {
    if (claimed.equals(first)) {
      return first;
    }
    if (contains(claimed)) {
      return claimed;
    }
    if (accountMatches) {
      for (WorkerName worker : all()) {
        if (worker.isSameAccount(claimed)) {
          return worker;
        }
      }
    }
    return null;
  }

  /** The workers in order of their authorization. */
  List<WorkerName> all() {
    if (first == null) {
      return List.of();
    }
    if (others == null) {
      return List.of(first);
    }
    List<WorkerName> all = new ArrayList<>(1 + others.size());
    all.add(first);
    all.addAll(others);
    return all;
  }
}
