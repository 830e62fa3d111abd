package io.stratumj.core.vardiff;

/** The pool's side of a {@link SimulatedMiner}; told of everything in order of time. */
public interface SimulatedSession {
  /** The difficulty the miner was told last. */
  double difficulty();

  /** A share arrives, found at a difficulty the miner was told now or earlier. */
  void share(double difficulty, long nowNanos);

  /** A second has passed. */
  void tick(long nowNanos);

  /** The pool has a new job for everybody. */
  void job(long nowNanos);
}
