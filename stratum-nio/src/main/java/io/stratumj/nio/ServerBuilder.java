package io.stratumj.nio;

import io.stratumj.core.session.ProtocolBuilder;
import io.stratumj.core.session.StratumProtocol;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.JobSource;
import io.stratumj.core.spi.ShareSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Describes a {@link StratumServer}. Begun by {@link StratumServer#builder}. Not thread-safe.
 *
 * <p>Methods only note what they are given; {@link #build()} checks everything and lists all
 * problems together. Options of the protocol that have no method here are set with {@link
 * #protocol}.
 */
public final class ServerBuilder {
  private final JobSource jobs;
  private final ProtocolBuilder protocol;
  private final List<ListenerOptions> listeners = new ArrayList<>();
  private String name = "server";
  private int loops = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
  private int connectionsMax = 50_000;
  private int acceptsPerTurn = 64;
  private int tasksPerTurn = 1024;
  private int outboundBytesMax = 256 * 1024;
  private Duration writeStall = Duration.ofSeconds(30);
  private Duration linger = Duration.ofSeconds(1);
  private Duration closeTimeout = Duration.ofSeconds(5);
  private Duration slowCallback = Duration.ofMillis(50);
  private boolean acceptBeforeFirstJob;
  private boolean reconnectOnDrain;
  private Duration preambleTimeout = Duration.ofSeconds(10);
  private int connectionsPerAddress;
  private AddressGate addressGate = AddressGate.open();
  private UnavailablePolicy whenUnavailable = UnavailablePolicy.HOLD;

  ServerBuilder(JobSource jobs, Authorizer authorizer) {
    this.jobs = jobs;
    this.protocol =
        StratumProtocol.builder(authorizer)
            .faultListener(new FaultLog())
            .blockKeeper(new LoggedBlocks());
  }

  /** Listens on an address. May be called for several; at least one is required. */
  public ServerBuilder bind(String host, int port) {
    return listen(ListenerOptions.of(host, port));
  }

  /** Listens on an address, with options. */
  public ServerBuilder listen(ListenerOptions listener) {
    listeners.add(listener);
    return this;
  }

  /** How difficult shares are. */
  public ServerBuilder difficulty(DifficultyPolicy policy) {
    protocol.difficulty(policy);
    return this;
  }

  /** Where accepted shares go; a miner hears {@code true} when its share is recorded. */
  public ServerBuilder shareSink(ShareSink sink) {
    protocol.shareSink(sink);
    return this;
  }

  /** Where blocks go. */
  public ServerBuilder blockSink(BlockSink sink) {
    protocol.blockSink(sink);
    return this;
  }

  /**
   * Who gets the block candidates nobody knows the fate of, when their attempts are used up or the
   * server closes [they are written to the log, whole].
   */
  public ServerBuilder blockKeeper(BlockKeeper keeper) {
    protocol.blockKeeper(keeper);
    return this;
  }

  /** Sets any other option of the protocol. */
  public ServerBuilder protocol(Consumer<ProtocolBuilder> options) {
    options.accept(protocol);
    return this;
  }

  /** A name for this server, part of its threads' names ["server"]. */
  public ServerBuilder name(String text) {
    name = text;
    return this;
  }

  /**
   * How many event loops share the connections, each on a thread of its own [half the processors, 1
   * to 4]. One judges more than 50,000 shares a second; more make a new job reach thousands of
   * miners sooner.
   */
  public ServerBuilder loops(int count) {
    loops = count;
    return this;
  }

  /**
   * Connections at one time [50,000]: bounds memory and descriptors. Further ones wait in the
   * kernel's backlog until there is room.
   */
  public ServerBuilder maxConnections(int count) {
    connectionsMax = count;
    return this;
  }

  /**
   * Connections accepted in a row [64]: when all miners come back at once, those that are served
   * already wait a millisecond, not a second.
   */
  public ServerBuilder acceptsPerTurn(int count) {
    acceptsPerTurn = count;
    return this;
  }

  /**
   * Answers of authorizers, share sinks and so on that are handled in a row before the sockets get
   * their turn [1024].
   */
  public ServerBuilder tasksPerTurn(int count) {
    tasksPerTurn = count;
    return this;
  }

  /**
   * Bytes that may wait for one connection [256 KiB]. A miner that reads has none waiting; one that
   * does not is closed past this, or its memory would grow with every reply.
   */
  public ServerBuilder outboundBytes(int most) {
    outboundBytesMax = most;
    return this;
  }

  /** How long a connection may take nothing while bytes wait, before it is closed [30 s]. */
  public ServerBuilder writeStall(Duration longest) {
    writeStall = longest;
    return this;
  }

  /**
   * How long a miner may go on sending after the server has finished with it [1 s]: the socket is
   * kept to receive it, because closing on unread bytes would destroy the last reply. And how long
   * the server waits for replies that are still to come to a miner that has finished.
   */
  public ServerBuilder linger(Duration longest) {
    linger = longest;
    return this;
  }

  /**
   * How long {@link StratumServer#close()} waits for replies that are still to come and for miners
   * to take them, and then for blocks that are being submitted [5 s each].
   */
  public ServerBuilder closeTimeout(Duration longest) {
    closeTimeout = longest;
    return this;
  }

  /**
   * What holds an event loop longer than this is reported in the log [50 ms]: a callback, and also
   * a row of writes.
   */
  public ServerBuilder slowCallback(Duration longest) {
    slowCallback = longest;
    return this;
  }

  /**
   * Whether {@link StratumServer#drain} asks each miner to connect anew ({@code client.reconnect})
   * before it closes its connection [no: some firmwares take it for an error, and all connect anew
   * when the connection closes].
   */
  public ServerBuilder reconnectOnDrain(boolean ask) {
    reconnectOnDrain = ask;
    return this;
  }

  /**
   * How long a PROXY header may take to arrive, and a TLS handshake to be done [10 s each]: until
   * then a connection says nothing of use, but counts against the limits.
   */
  public ServerBuilder preambleTimeout(Duration longest) {
    preambleTimeout = longest;
    return this;
  }

  /**
   * Connections of one address at one time; 0 for any number [0, because a farm of a thousand
   * miners behind one address is as usual as a single miner]. An IPv6 address counts as its /64.
   * Trusted proxies do not count, those they speak for do.
   */
  public ServerBuilder connectionsPerAddress(int most) {
    connectionsPerAddress = most;
    return this;
  }

  /** Who may connect [everybody]; {@link BanList} is a gate to be closed at run time. */
  public ServerBuilder addressGate(AddressGate gate) {
    addressGate = gate;
    return this;
  }

  /**
   * Accepts connections before there is a first job [off]. Off, miners stay with their backup pool
   * until this one has work.
   */
  public ServerBuilder acceptBeforeFirstJob(boolean accept) {
    acceptBeforeFirstJob = accept;
    return this;
  }

  /** What happens when the job source declares later that it has no work [hold]. */
  public ServerBuilder whenUnavailable(UnavailablePolicy policy) {
    whenUnavailable = policy;
    return this;
  }

  /**
   * The server as described. Opens nothing and starts nothing. Once for each builder, because the
   * server owns the job source.
   *
   * @throws IllegalArgumentException listing everything that is wrong with the description
   */
  public StratumServer build() {
    ServerOptions options = options();
    List<String> problems = new ArrayList<>();
    options.check(problems);
    if (listeners.isEmpty()) {
      problems.add("nothing to listen on: call bind(host, port)");
    }
    listeners.forEach(listener -> listener.check(problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    var threads = new ServerThreads(name);
    var blocks = new BlockThreads(threads, closeTimeout);
    StratumProtocol built = protocol.build(System::nanoTime, blocks, new SecretNumbers());
    return new StratumServer(options, List.copyOf(listeners), built, jobs, threads, blocks);
  }

  /** What was noted about threads and sockets, not checked. */
  ServerOptions options() {
    return new ServerOptions(
        name,
        loops,
        connectionsMax,
        acceptsPerTurn,
        tasksPerTurn,
        outboundBytesMax,
        writeStall,
        linger,
        closeTimeout,
        slowCallback,
        acceptBeforeFirstJob,
        reconnectOnDrain,
        preambleTimeout,
        connectionsPerAddress,
        addressGate,
        whenUnavailable);
  }
}
