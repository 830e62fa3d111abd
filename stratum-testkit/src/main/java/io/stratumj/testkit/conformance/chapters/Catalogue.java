package io.stratumj.testkit.conformance.chapters;

import io.stratumj.testkit.conformance.chapters.framing.Damage;
import io.stratumj.testkit.conformance.chapters.framing.Envelope;
import io.stratumj.testkit.conformance.chapters.framing.Ids;
import io.stratumj.testkit.conformance.chapters.framing.Lines;
import io.stratumj.testkit.conformance.chapters.framing.Output;
import io.stratumj.testkit.conformance.chapters.handshake.Authorizing;
import io.stratumj.testkit.conformance.chapters.handshake.Extras;
import io.stratumj.testkit.conformance.chapters.handshake.Negotiation;
import io.stratumj.testkit.conformance.chapters.handshake.Promises;
import io.stratumj.testkit.conformance.chapters.handshake.Resuming;
import io.stratumj.testkit.conformance.chapters.handshake.Subscribing;
import io.stratumj.testkit.conformance.chapters.handshake.WorkerNames;
import io.stratumj.testkit.conformance.chapters.submit.Duplicates;
import io.stratumj.testkit.conformance.chapters.submit.Judging;
import io.stratumj.testkit.conformance.chapters.submit.Names;
import io.stratumj.testkit.conformance.chapters.submit.Order;
import io.stratumj.testkit.conformance.chapters.submit.Spelling;
import io.stratumj.testkit.conformance.chapters.work.Difficulties;
import io.stratumj.testkit.conformance.chapters.work.Jobs;
import io.stratumj.testkit.conformance.chapters.work.Pace;
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
    add(all, "envelope", Ids::describe, Envelope::describe, Output::describe);
    add(
        all,
        "handshake",
        Subscribing::describe,
        Authorizing::describe,
        WorkerNames::describe,
        Resuming::describe);
    add(all, "negotiation", Negotiation::describe, Promises::describe, Extras::describe);
    add(all, "jobs", Jobs::describe, Pace::jobs);
    add(all, "difficulty", Difficulties::describe, Pace::difficulties);
    add(
        all,
        "submit",
        Spelling::describe,
        Judging::describe,
        Names::describe,
        Pace::submits,
        Duplicates::describe);
    add(all, "errors", Errors::describe, Order::describe);
    add(all, "limits", Limits::describe);
    add(all, "inside", Untestable::describe);
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
