package io.stratumj.testkit.junit;

import io.stratumj.testkit.MinerOptions;
import io.stratumj.testkit.MockMiner;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a pool for the tests of a class, gives them miners, and ends both.
 *
 * <pre>{@code
 * @RegisterExtension
 * final StratumExtension<StratumServer> pool =
 *     StratumExtension.of(this::server, StratumServer::start, StratumServer::address);
 *
 * @Test
 * void aShareCounts(@Worker("alice.rig1") MockMiner miner) {
 *   assertThat(miner.submit(miner.takeJob().solve())).isAccepted();
 * }
 * }</pre>
 *
 * <p>In an instance field, each test has a pool of its own; in a static one, all tests of the class
 * share one. Test methods may ask for any number of {@link MockMiner}s, each of which is another
 * connection, for the pool's address, and for the pool itself. When a test fails, the transcripts
 * of its miners are published as report entries.
 *
 * <p>Bind to port 0, so that tests need not agree on ports. <em>Confined to JUnit's thread</em>:
 * tests that run at the same time need a pool each.
 *
 * @param <P> the pool's type
 */
public final class StratumExtension<P extends AutoCloseable>
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterTestExecutionCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private final Supplier<? extends P> maker;
  private final Starter<? super P> starter;
  private final Function<? super P, ? extends SocketAddress> addressOf;
  private final MinerOptions minerOptions;
  private final List<MockMiner> miners = new ArrayList<>();

  private @Nullable P pool;
  private boolean shared;

  /**
   * Starts a pool.
   *
   * @param <P> the pool's type
   */
  @FunctionalInterface
  public interface Starter<P> {
    /**
     * Starts it.
     *
     * @throws Exception if it cannot be started, which fails the test
     */
    void start(P pool) throws Exception;
  }

  private StratumExtension(
      Supplier<? extends P> maker,
      Starter<? super P> starter,
      Function<? super P, ? extends SocketAddress> addressOf,
      MinerOptions minerOptions) {
    this.maker = maker;
    this.starter = starter;
    this.addressOf = addressOf;
    this.minerOptions = minerOptions;
  }

  /**
   * An extension for pools of any kind.
   *
   * @param maker makes a pool that is not started yet
   * @param starter starts it, so that it can be connected to when it returns
   * @param addressOf where it listens, once started
   */
  public static <P extends AutoCloseable> StratumExtension<P> of(
      Supplier<? extends P> maker,
      Starter<? super P> starter,
      Function<? super P, ? extends SocketAddress> addressOf) {
    return new StratumExtension<>(maker, starter, addressOf, MinerOptions.DEFAULTS);
  }

  /** The same, with miners that connect and behave like this. */
  public StratumExtension<P> withMiners(MinerOptions options) {
    return new StratumExtension<>(maker, starter, addressOf, options);
  }

  /**
   * The pool.
   *
   * @throws IllegalStateException if it is not running
   */
  public P pool() {
    P running = pool;
    if (running == null) {
      throw new IllegalStateException("the pool runs only while tests do");
    }
    return running;
  }

  /** Where the pool listens. */
  public SocketAddress address() {
    return addressOf.apply(pool());
  }

  /** Another miner, connected; it is closed after the test. */
  public MockMiner miner() {
    MockMiner miner = MockMiner.connect(address(), minerOptions);
    miners.add(miner);
    return miner;
  }

  /** Another miner, subscribed and authorized under this name; it is closed after the test. */
  public MockMiner miner(String worker) {
    return miner().subscribe().authorize(worker, "x");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    shared = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (!shared) {
      start();
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      for (MockMiner miner : miners) {
        context.publishReportEntry("transcript", miner.transcript().toString());
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    miners.forEach(MockMiner::close);
    miners.clear();
    if (!shared) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == MockMiner.class
        || type == SocketAddress.class
        || type == InetSocketAddress.class
        || (pool != null && type.isInstance(pool) && type != Object.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == MockMiner.class) {
      Optional<Worker> worker = parameter.findAnnotation(Worker.class);
      return worker
          .map(each -> miner().subscribe().authorize(each.value(), each.password()))
          .orElseGet(this::miner);
    }
    if (type == SocketAddress.class || type == InetSocketAddress.class) {
      SocketAddress address = address();
      if (!type.isInstance(address)) {
        throw new ParameterResolutionException("the pool's address is no " + type + ": " + address);
      }
      return address;
    }
    return pool();
  }

  private void start() throws Exception {
    P made = maker.get();
    pool = made;
    starter.start(made);
  }

  private void close() throws Exception {
    P running = pool;
    pool = null;
    if (running != null) {
      running.close();
    }
  }
}
