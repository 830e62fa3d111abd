package io.stratumj.testkit.swarm.load;

/** What a {@link io.stratumj.testkit.swarm.MinerSwarm} does to a server. Immutable. */
public sealed interface Load {
  /**
   * Every miner keeps this many submits unanswered: as soon as one is answered the next is sent. It
   * finds what the server can do at most. Latency means little here, as it follows from the window.
   *
   * @param window submits outstanding, 1 to 65,536
   */
  record ClosedLoop(int window) implements Load {
    /** Checks the window. */
    public ClosedLoop {
      require(window >= 1 && window <= 65_536, "a window is 1 to 65536 submits, not " + window);
    }
  }

  /**
   * So many submits a second in all, evenly spaced, the miners taking turns, whether or not the
   * server keeps up. Latency is counted from the moment a submit was due, not from when it was
   * sent, so that a server that stands still is charged for all it kept waiting.
   *
   * @param submitsPerSecond above 0, at most 10,000,000
   */
  record OpenLoop(double submitsPerSecond) implements Load {
    /** Checks the rate. */
    public OpenLoop {
      require(
          submitsPerSecond > 0 && submitsPerSecond <= 1e7,
          "a rate is above 0 and at most 10000000 submits a second, not " + submitsPerSecond);
    }
  }

  /**
   * The miners do nothing but hear jobs. How long each takes from the first miner that has it to
   * the last is measured on this side.
   *
   * @param waves ends the run once so many jobs have been measured
   */
  record FanOut(int waves) implements Load {
    /** Checks the number. */
    public FanOut {
      require(waves >= 1 && waves <= 10_000, "1 to 10000 waves are measured, not " + waves);
    }
  }

  /** All miners connect, subscribe and authorize as fast as the server lets them; that is all. */
  record ConnectStorm() implements Load {}

  /** The miners stay connected and say nothing. */
  record Idle() implements Load {}

  /**
   * All connections are reset at one moment, and all miners come back at once.
   *
   * @param storms how often
   */
  record ReconnectStorm(int storms) implements Load {
    /** Checks the number. */
    public ReconnectStorm {
      require(storms >= 1 && storms <= 1_000, "there are 1 to 1000 storms, not " + storms);
    }
  }

  /**
   * Every miner over and over connects, gets ready, submits, waits for the answers, and is reset.
   *
   * @param submits how many each time
   */
  record Churn(int submits) implements Load {
    /** Checks the number. */
    public Churn {
      require(submits >= 0 && submits <= 1_000, "a cycle has 0 to 1000 submits, not " + submits);
    }
  }

  /** A {@link ClosedLoop}. */
  static Load closedLoop(int window) {
    return new ClosedLoop(window);
  }

  /** An {@link OpenLoop}. */
  static Load openLoop(double submitsPerSecond) {
    return new OpenLoop(submitsPerSecond);
  }

  /** A {@link FanOut}. */
  static Load fanOut(int waves) {
    return new FanOut(waves);
  }

  /** A {@link ConnectStorm}. */
  static Load connectStorm() {
    return new ConnectStorm();
  }

  /** An {@link Idle}. */
  static Load idle() {
    return new Idle();
  }

  /** A {@link ReconnectStorm}. */
  static Load reconnectStorm(int storms) {
    return new ReconnectStorm(storms);
  }

  /** A {@link Churn}. */
  static Load churn(int submits) {
    return new Churn(submits);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
