package io.stratumj.nio;

import java.time.Duration;
import java.util.List;

/**
 * How a server treats threads and sockets. <em>Immutable</em>; made by {@link ServerBuilder}, whose
 * methods tell the reason for each default.
 *
 * @param name part of the names of all threads
 * @param loops event loops, one thread each
 * @param connectionsMax connections at one time
 * @param acceptsPerTurn connections accepted before others get a turn
 * @param tasksPerTurn tasks of other threads run before the sockets get a turn
 * @param outboundBytesMax bytes that may wait for one connection
 * @param writeStall how long a connection may take nothing while bytes wait
 * @param linger how long a closed connection may go on sending before it is cut
 * @param closeTimeout how long closing may wait for peers and for callbacks
 * @param slowCallback a callback that holds a loop longer is reported, and so is a row of writes
 * @param acceptBeforeFirstJob whether connections are accepted when there has been no job yet
 * @param reconnectOnDrain whether miners are asked to connect anew when the server drains
 * @param preambleTimeout how long a PROXY header may take, and how long a TLS handshake
 * @param connectionsPerAddress connections of an address at one time; 0 for any number
 * @param addressGate who may connect
 * @param whenUnavailable what happens when there is no work any more
 */
record ServerOptions(
    String name,
    int loops,
    int connectionsMax,
    int acceptsPerTurn,
    int tasksPerTurn,
    int outboundBytesMax,
    Duration writeStall,
    Duration linger,
    Duration closeTimeout,
    Duration slowCallback,
    boolean acceptBeforeFirstJob,
    boolean reconnectOnDrain,
    Duration preambleTimeout,
    int connectionsPerAddress,
    AddressGate addressGate,
    UnavailablePolicy whenUnavailable) {
  private static final int LOOPS_MAX = 256;
  private static final int OUTBOUND_BYTES_LEAST = 4096;
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Adds what is wrong with this to the list. */
  void check(List<String> problems) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      problems.add("name is not 1 to 64 letters, digits, dots, dashes or underscores: " + name);
    }
    checkRange(problems, "loops", loops, 1, LOOPS_MAX);
    checkRange(problems, "maxConnections", connectionsMax, 1, Integer.MAX_VALUE);
    checkRange(problems, "acceptsPerTurn", acceptsPerTurn, 1, Integer.MAX_VALUE);
    checkRange(problems, "tasksPerTurn", tasksPerTurn, 1, Integer.MAX_VALUE);
    // the sizes of waiting bytes are added up as int: leave room for one more line
    checkRange(
        problems, "outboundBytes", outboundBytesMax, OUTBOUND_BYTES_LEAST, Integer.MAX_VALUE / 2);
    checkDuration(problems, "writeStall", writeStall);
    checkDuration(problems, "linger", linger);
    checkDuration(problems, "closeTimeout", closeTimeout);
    checkDuration(problems, "slowCallback", slowCallback);
    checkDuration(problems, "preambleTimeout", preambleTimeout);
    checkRange(problems, "connectionsPerAddress", connectionsPerAddress, 0, Integer.MAX_VALUE);
  }

  private static void checkRange(
      List<String> problems, String what, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(what + " is not in " + least + " to " + most + ": " + value);
    }
  }

  private static void checkDuration(List<String> problems, String what, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      problems.add(what + " is not more than zero and at most a day: " + value);
    }
  }
}
