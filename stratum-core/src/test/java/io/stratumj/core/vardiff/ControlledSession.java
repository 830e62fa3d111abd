package io.stratumj.core.vardiff;

import io.stratumj.core.spi.DifficultyPolicy.Controller;

/**
 * A session reduced to its difficulty: a controller, and SPEC D3. A change waits for the next job,
 * or for two seconds, unless a share shows that it stops a flood; while it waits the controller is
 * asked nothing.
 */
public final class ControlledSession implements SimulatedSession {
  /** How a change reaches the miner. */
  public enum Delivery {
    /** In force at once: the ideal conditions other servers' rules were measured under. */
    AT_ONCE,
    /** Before the next job, or before one sent for it: two seconds later, or to stop a flood. */
    WITH_A_JOB
  }

  private static final long NOT_WAITING = Long.MIN_VALUE;
  private static final long PATIENCE = 2 * SimulatedMiner.SECOND;
  private static final double FLOOD = 4;

  private final Controller controller;
  private final Delivery delivery;

  private double wanted;
  private double announced;
  private long waitingSince = NOT_WAITING;

  public ControlledSession(Controller controller, Delivery delivery, double difficulty) {
    this.controller = controller;
    this.delivery = delivery;
    this.wanted = difficulty;
    this.announced = difficulty;
    controller.changed(difficulty, 0);
  }

  @Override
  public double difficulty() {
    return announced;
  }

  @Override
  public void share(double difficulty, long nowNanos) {
    if (difficulty == announced && wanted == announced) {
      want(controller.shareAccepted(announced, nowNanos), nowNanos);
    }
    if (wanted >= FLOOD * announced) {
      job(nowNanos);
    }
  }

  @Override
  public void tick(long nowNanos) {
    if (wanted == announced) {
      want(controller.timePassed(announced, nowNanos), nowNanos);
    }
    if (wanted == announced) {
      waitingSince = NOT_WAITING;
    } else if (waitingSince == NOT_WAITING) {
      waitingSince = nowNanos;
    } else if (nowNanos - waitingSince >= PATIENCE) {
      job(nowNanos);
    }
  }

  @Override
  public void job(long nowNanos) {
    waitingSince = NOT_WAITING;
    if (wanted != announced) {
      announced = wanted;
      controller.changed(announced, nowNanos);
    }
  }

  private void want(double answer, long nowNanos) {
    if (answer != announced) {
      wanted = answer >= 1 ? Math.floor(answer) : answer;
      if (delivery == Delivery.AT_ONCE) {
        job(nowNanos);
      }
    }
  }
}
