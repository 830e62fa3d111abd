package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.store.StoreLocation;
import io.stratumj.nio.ListenerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an {@link ExamplePool} shall be like, read from the command line and checked. Immutable.
 *
 * @param listeners where to listen, at least one
 * @param algorithm how miners prove their work
 * @param difficulty how difficult shares are
 * @param node the real nodes to mine for; absent for the simulated chain or a template
 * @param template the template to serve; absent for the simulated chain
 * @param networkBits the simulated chain's target
 * @param blockInterval after how long somebody else finds a block of the simulated chain; zero for
 *     never
 * @param jobInterval after how much silence a job is sent again
 * @param payoutScript whom blocks pay
 * @param extranoncePrefix what every extranonce1 begins with
 * @param store where shares and blocks are recorded; absent for nowhere
 * @param loops event loops; absent for the server's default
 * @param maxConnections connections at one time; absent for the server's default
 * @param connectionsPerAddress connections of an address at one time; absent for any number
 * @param drain over how long miners are sent away at the end
 */
record PoolOptions(
    List<ListenerOptions> listeners,
    Algorithm algorithm,
    DifficultyPolicy difficulty,
    Optional<NodeOptions> node,
    Optional<BlockTemplate> template,
    NetworkBits networkBits,
    Duration blockInterval,
    Duration jobInterval,
    Bytes payoutScript,
    Optional<ExtranoncePrefix> extranoncePrefix,
    Optional<StoreLocation> store,
    OptionalInt loops,
    OptionalInt maxConnections,
    OptionalInt connectionsPerAddress,
    Duration drain) {
  /** Copies the list. */
  PoolOptions {
    listeners = List.copyOf(listeners);
  }
}
