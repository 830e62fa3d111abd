package io.stratumj.testkit.conformance.chapters;

import io.stratumj.testkit.conformance.suite.Case;
import io.stratumj.testkit.conformance.suite.Chapter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All cases there are, in the order they are run. Stateless. */
public final class Catalogue {
  private Catalogue() {}

  /** All cases. */
  public static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    add(all, "framing", Lines::describe, Damage::describe);
    add(all, "envelope", Envelope::describe);
    return List.copyOf(all);
  }

  @SafeVarargs
  private static void add(List<Case> all, String name, Consumer<Chapter>... themes) {
    Chapter chapter = new Chapter(name);
    for (Consumer<Chapter> theme : themes) {
      theme.accept(chapter);
    }
    all.addAll(chapter.cases());
  }
}
