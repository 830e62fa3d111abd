package io.stratumj.core.session;

import io.stratumj.api.work.WorkerName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers authorized in one session. Nearly every session has one; a proxy has dozens.
 *
 * <p><em>Immutable.</em>
 */
final class Workers {
  /** Nobody. */
  static final Workers NONE = new Workers(null, List.of());

  private final @Nullable WorkerName first;

  /** Those after the first; the one shared empty list in nearly every session. */
  private final List<WorkerName> others;

  private Workers(@Nullable WorkerName first, List<WorkerName> others) {
    this.first = first;
    this.others = others;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** The worker authorized first; null while there is none. */
  @Nullable WorkerName first() {
    return first;
  }

  int size() {
    return first == null ? 0 : 1 + others.size();
  }

  boolean contains(WorkerName name) {
    return name.equals(first) || others.contains(name);
  }

  /** These and one more. */
  Workers and(WorkerName name) {
    if (first == null) {
      return new Workers(name, List.of());
    }
    if (contains(name)) {
      return this;
    }
    List<WorkerName> more = new ArrayList<>(others);
    more.add(name);
    return new Workers(first, List.copyOf(more));
  }

  /**
   * The authorized worker a share of this name belongs to; null if there is none.
   *
   * @param accountMatches whether {@code a} counts as the authorized {@code a.b} and the other way
   *     round (SPEC S2)
   */
  @Nullable WorkerName resolve(WorkerName claimed, boolean accountMatches) {
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
    if (others.isEmpty()) {
      return List.of(first);
    }
    List<WorkerName> all = new ArrayList<>(1 + others.size());
    all.add(first);
    all.addAll(others);
    return List.copyOf(all);
  }
}
