package io.stratumj.testkit.conformance.suite;

import io.stratumj.testkit.conformance.report.Level;
import io.stratumj.testkit.conformance.report.Requirement;
import java.util.ArrayList;
import java.util.List;

/**
 * The cases about one subject, being written: {@code chapter.must("slug").source(…).requires(…)
 * .accepts(…).by(probe -> …)}.
 */
public final class Chapter {
  private final String name;
  private final List<Case> cases = new ArrayList<>();

  /** An empty chapter; the name begins the slugs of its cases. */
  public Chapter(String name) {
    this.name = name;
  }

  /** A case without which real miners break, or money or safety is at stake. */
  public Draft must(String slug) {
    return new Draft(slug, Level.MUST);
  }

  /** A case of good behaviour. */
  public Draft should(String slug) {
    return new Draft(slug, Level.SHOULD);
  }

  /** A case about something optional. */
  public Draft may(String slug) {
    return new Draft(slug, Level.MAY);
  }

  /** A rule nobody can see from outside. */
  public Chapter untestable(String slug, String source, String sentence, String why) {
    add(slug, Level.UNTESTABLE, sentence, source, why, new Procedure.Impossible());
    return this;
  }

  /** The cases so far, in order. */
  public List<Case> cases() {
    return List.copyOf(cases);
  }

  private void add(
      String slug,
      Level level,
      String sentence,
      String source,
      String accepts,
      Procedure procedure) {
    cases.add(
        new Case(new Requirement(name + "/" + slug, level, sentence, source, accepts), procedure));
  }

  /** A case being written. */
  public final class Draft {
    private final String slug;
    private final Level level;
    private String source = "";
    private String sentence = "";
    private String accepts = "nothing else";

    private Draft(String slug, Level level) {
      this.slug = slug;
      this.level = level;
    }

    /** Where the requirement comes from. */
    public Draft source(String newSource) {
      source = newSource;
      return this;
    }

    /** The requirement. */
    public Draft requires(String newSentence) {
      sentence = newSentence;
      return this;
    }

    /** Which other behaviours are right too. */
    public Draft accepts(String newAccepts) {
      accepts = newAccepts;
      return this;
    }

    /** Finds out by trying. */
    public void by(Procedure.Attempt attempt) {
      add(slug, level, sentence, source, accepts, attempt);
    }

    /** Finds out by looking at every connection of the run. */
    public void watching(Procedure.Watch watch) {
      add(slug, level, sentence, source, accepts, watch);
    }
  }
}
