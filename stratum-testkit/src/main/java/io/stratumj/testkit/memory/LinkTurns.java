package io.stratumj.testkit.memory;

import io.stratumj.core.session.Posting;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The links of a pool, and whose turn it is: a link is served when it has said that there is
 * something to do, ticked when its quiet is over, and all are called up once for each new job.
 * <em>Confined to the test's thread.</em>
 */
final class LinkTurns {
  private final Set<MemoryLink> links = new LinkedHashSet<>();
  private final LinkRota serving = new LinkRota();
  private final LinkRota ticking = new LinkRota();
  private final SharedLines lines = new SharedLines();

  /** The job all links were last called up for. */
  private Optional<Posting> offered = Optional.empty();

  private int counted;

  /** The number of the next link; they count from 1 as they are connected. */
  int nextNumber() {
    counted++;
    return counted;
  }

  /** How many there have been. */
  int counted() {
    return counted;
  }

  void add(MemoryLink link) {
    links.add(link);
    serving.atOnce(link);
  }

  /** Which links have something said, heard, or ended to see to. */
  LinkRota serving() {
    return serving;
  }

  /** Which links are to be told that time has passed. */
  LinkRota ticking() {
    return ticking;
  }

  /** What many links hear. */
  SharedLines lines() {
    return lines;
  }

  /** A second has passed: tells those that are not quiet. */
  void tick(long nowNanos) {
    ticking.round(nowNanos, counted, MemoryLink::tick);
  }

  /** Serves whoever has something to do, once; answers whether anything moved, or will. */
  boolean serve(Optional<Posting> newest, long nowNanos) {
    if (!offered.equals(newest)) {
      offered = newest;
      links.forEach(serving::atOnce);
    }
    boolean moved = serving.round(nowNanos, counted, link -> serve(link, newest));
    return moved || serving.isAnybodyReady();
  }

  /** How long until something on its way arrives, or a link breaks. */
  long nanosUntilNext(long nowNanos) {
    return serving.nanosUntilNext(nowNanos);
  }

  private boolean serve(MemoryLink link, Optional<Posting> newest) {
    boolean moved = link.turn(newest);
    if (link.isOver()) {
      links.remove(link);
      serving.strike(link);
      ticking.strike(link);
    }
    return moved;
  }
}
