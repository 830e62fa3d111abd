package io.stratumj.testkit.conformance;

import io.stratumj.api.work.Difficulty;
import io.stratumj.testkit.conformance.chapters.Catalogue;
import io.stratumj.testkit.conformance.probe.Target;
import io.stratumj.testkit.conformance.report.CaseResult;
import io.stratumj.testkit.conformance.report.ConformanceReport;
import io.stratumj.testkit.conformance.report.Requirement;
import io.stratumj.testkit.conformance.suite.Case;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Looks whether a Stratum v1 pool keeps the rules of the protocol, whoever has made it.
 *
 * <pre>{@code
 * ConformanceReport report = Conformance.against(address).as("alice.rig1", "x").run();
 * assertTrue(report.isConformant(false), report::toString);
 *
 * @TestFactory Stream<DynamicTest> conformance() {
 *   return Conformance.against(pool.address()).as("alice.rig1", "x").dynamicTests();
 * }
 * }</pre>
 *
 * <p>Connects again and again, says raw lines, right and wrong ones, and mines shares on the
 * processor if the pool's difficulty lets it. Every wait is bounded by the timeout.
 *
 * <p>Immutable: every method gives a changed copy. A run uses the caller's thread and blocks.
 */
public final class Conformance {
  private final Target target;
  private final Optional<String> glob;
  private final boolean strict;

  private Conformance(Target target, Optional<String> glob, boolean strict) {
    this.target = target;
    this.glob = glob;
    this.strict = strict;
  }

  /** The pool to look at. */
  public static Conformance against(InetSocketAddress pool) {
    return new Conformance(Target.at(pool), Optional.empty(), false);
  }

  /** What is asked of a pool, in the order of the chapters. */
  public static List<Requirement> requirements() {
    return Catalogue.cases().stream().map(Case::requirement).toList();
  }

  /** Logs in as a worker whom the pool lets in. The default is {@code conformance.1}. */
  public Conformance as(String user, String password) {
    return with(target.as(user, password));
  }

  /** Names a worker the pool does not let in: without one, no refusal can be looked at. */
  public Conformance refusing(String user) {
    return with(target.refusing(user));
  }

  /** How long the pool may take to answer. The default is 5 s. */
  public Conformance timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout is longer than nothing: " + timeout);
    }
    return with(target.within(timeout));
  }

  /** How often the pool gets a new block: without, what needs one is skipped. */
  public Conformance newBlockEvery(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("blocks take longer than nothing: " + interval);
    }
    return with(target.withBlockEvery(interval));
  }

  /**
   * How many hashes a share may cost on average. The default is 2 million, which one processor core
   * does in some seconds; where shares cost more, what needs one is skipped.
   */
  public Conformance shareHashesMax(long hashes) {
    if (hashes < 1) {
      throw new IllegalArgumentException("a share costs a hash at least, not " + hashes);
    }
    return with(target.withHashesMax(hashes));
  }

  /** Which difficulty to suggest to the pool before logging in. The default is 1e-7. */
  public Conformance suggesting(Difficulty difficulty) {
    return with(target.suggesting(difficulty.toBigDecimal().toPlainString()));
  }

  /** Runs what takes a minute or more, too. */
  public Conformance slowly() {
    return with(target.slowly());
  }

  /** Takes SHOULDs for failures in {@link #dynamicTests()}. */
  public Conformance strictly() {
    return new Conformance(target, glob, true);
  }

  /**
   * Runs only the cases whose slugs match, as {@code submit/*}, <code>*&#47;id-*</code> or {@code
   * framing/crlf}; a star stands for any text, and commas separate several.
   */
  public Conformance only(String newGlob) {
    return new Conformance(target, Optional.of(newGlob), strict);
  }

  /**
   * Runs.
   *
   * @throws IllegalArgumentException if no case was chosen
   * @throws UncheckedIOException if nobody listens there
   */
  public ConformanceReport run() {
    return run(result -> {});
  }

  /**
   * Runs, and tells each result as it comes.
   *
   * @throws IllegalArgumentException if no case was chosen
   * @throws UncheckedIOException if nobody listens there
   */
  public ConformanceReport run(Consumer<CaseResult> progress) {
    List<Case> chosen = chosen();
    checkReachable();
    long startNanos = System.nanoTime();
    CaseRunner runner = new CaseRunner(target);
    Map<Case, CaseResult> results = new HashMap<>();
    for (Case one : backwardLookingLast(chosen)) {
      CaseResult result = runner.run(one);
      results.put(one, result);
      progress.accept(result);
    }
    return new ConformanceReport(
        target.address().getHostString() + ":" + target.address().getPort(),
        chosen.stream().map(results::get).toList(),
        Duration.ofNanos(System.nanoTime() - startNanos));
  }

  /**
   * Every case as a test of JUnit Jupiter, which has to be on the class path. A skipped case, and
   * one that failed but does not matter, is an aborted test.
   *
   * @throws IllegalArgumentException if no case was chosen
   */
  public Stream<DynamicTest> dynamicTests() {
    CaseRunner runner = new CaseRunner(target);
    return backwardLookingLast(chosen()).stream()
        .map(one -> ConformanceTests.of(one.requirement(), () -> runner.run(one), strict));
  }

  private Conformance with(Target newTarget) {
    return new Conformance(newTarget, glob, strict);
  }

  private List<Case> chosen() {
    List<Case> all = Catalogue.cases();
    if (glob.isEmpty()) {
      return all;
    }
    Predicate<String> wanted = matching(glob.get());
    List<Case> chosen = all.stream().filter(c -> wanted.test(c.requirement().slug())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no case has a name like " + glob.get());
    }
    return chosen;
  }

  private static Predicate<String> matching(String globs) {
    List<Pattern> patterns = new ArrayList<>();
    for (String one : globs.split(",", -1)) {
      String literal = Pattern.quote(one.strip()).replace("*", "\\E.*\\Q");
      patterns.add(Pattern.compile(literal));
    }
    return slug -> patterns.stream().anyMatch(pattern -> pattern.matcher(slug).matches());
  }

  private static List<Case> backwardLookingLast(List<Case> cases) {
    return cases.stream().sorted(Comparator.comparing(Case::looksBack)).toList();
  }

  private void checkReachable() {
    try (Socket socket = new Socket()) {
      socket.connect(target.address(), (int) target.timeout().toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + target.address(), e);
    }
  }
}
