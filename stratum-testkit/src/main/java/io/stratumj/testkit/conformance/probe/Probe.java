package io.stratumj.testkit.conformance.probe;

import io.stratumj.testkit.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One case's hands: connections to the pool in several stages of their life, and what they saw.
 * Closing it closes them all. <em>Confined to one thread.</em>
 */
public final class Probe implements AutoCloseable {
  private final Target target;
  private final List<Link> links = new ArrayList<>();
  private final List<Rig> rigs = new ArrayList<>();
  private boolean expectsBlock;

  /** Hands on a pool. */
  public Probe(Target target) {
    this.target = target;
  }

  /** The pool. */
  public Target target() {
    return target;
  }

  /** A new connection, nothing said. */
  public Link connect() {
    try {
      Link link = Link.open(target.address(), target.timeout());
      links.add(link);
      return link;
    } catch (IOException e) {
      throw new Mismatch(List.of("a connection"), "cannot connect: " + e.getMessage());
    }
  }

  /** A connection that has subscribed. */
  public Link subscribed() {
    Link link = connect();
    link.ask("1", Request.subscribe("1")).mustBe(Outcome.SUBSCRIBED);
    return link;
  }

  /** A connection that has subscribed and authorized. */
  public Link loggedIn() {
    Link link = subscribed();
    link.ask("2", authorize("2")).mustBe(Outcome.TRUE);
    return link;
  }

  /** A connection with work. */
  public Rig rig() {
    return rig("");
  }

  /** A connection with version rolling and work; skips if the pool does not roll versions. */
  public Rig rollingRig(String mask) {
    return rig(mask);
  }

  /** Makes sure that the pool is there for others, whatever has happened on another link. */
  public void stillServes() {
    connect().ask("1", Request.subscribe("1")).mustBe(Outcome.SUBSCRIBED);
  }

  /** The user's authorize. */
  public String authorize(String id) {
    return Request.authorize(id, target.user(), target.password());
  }

  /** A second worker of the same user. */
  public String secondWorker() {
    String account = target.user().split("\\.", 2)[0];
    return account + ".conformance2";
  }

  /** How long silence has to last to be believed. */
  public Duration quiet() {
    return Duration.ofMillis(Math.min(400, target.timeout().toMillis()));
  }

  /** How long to wait for an answer that a pool may rightly leave out. */
  public Duration patience() {
    return Duration.ofMillis(Math.min(1_500, target.timeout().toMillis()));
  }

  /**
   * How long a new block may take.
   *
   * @throws Skipped if nobody said
   */
  public Duration newBlock() {
    expectsBlock = true;
    return target
        .newBlock()
        .map(every -> every.plus(target.timeout()))
        .orElseThrow(
            () ->
                new Skipped(
                    "needs a new block; tell with --new-block-seconds how often one comes"));
  }

  /** Skips the case unless there is time for slow ones. */
  public void slow(Duration takes) {
    if (!target.slow()) {
      throw new Skipped("takes " + takes.toSeconds() + " s; run with --slow");
    }
  }

  /** What went over each connection. */
  public List<Transcript> transcripts() {
    return links.stream().map(Link::transcript).toList();
  }

  /** Whether a new block came to one of the rigs while they mined, and nobody had waited for it. */
  public boolean wasDisturbed() {
    return !expectsBlock && rigs.stream().anyMatch(Rig::sawNewBlock);
  }

  @Override
  public void close() {
    links.forEach(Link::close);
  }

  private Rig rig(String mask) {
    Rig rig = Rig.start(this, connect(), mask);
    rigs.add(rig);
    return rig;
  }
}
