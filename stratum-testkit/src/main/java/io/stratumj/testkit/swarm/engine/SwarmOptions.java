package io.stratumj.testkit.swarm.engine;

import io.stratumj.testkit.swarm.load.Load;
import io.stratumj.testkit.swarm.load.Misbehaviour;
import io.stratumj.testkit.swarm.report.SubmitLedger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What a swarm is like, checked; {@code SwarmBuilder} tells what each means. Immutable.
 *
 * @param server where to connect
 * @param miners how many
 * @param load what they do
 * @param warmup not measured
 * @param duration measured
 * @param submitsMax after how many the load ends
 * @param rampUp over what time connecting is spread
 * @param handshakes how many at a time
 * @param handshakeTimeout until all miners must be ready
 * @param drainTimeout how long answers are waited for at the end
 * @param reconnectAfter how long a miner that lost its connection stays away; absent for ever
 * @param sources from how many loopback addresses; 0 to leave it to the system
 * @param user the worker name
 * @param numbered whether each miner's name ends in its number
 * @param password of all
 * @param userAgent of all
 * @param suggestedDifficulty what they suggest
 * @param rollsVersions whether they negotiate version rolling
 * @param seed of everything that looks like chance
 * @param spins whether an open loop waits without sleeping
 * @param serverPids the server's processes
 * @param ledger who hears of every submit
 * @param progress who hears how it goes
 * @param trigger makes the server publish a job
 * @param mischief which part of the miners misbehaves
 * @param misbehaviours how, taking turns
 */
public record SwarmOptions(
    InetSocketAddress server,
    int miners,
    Load load,
    Duration warmup,
    Duration duration,
    long submitsMax,
    Duration rampUp,
    int handshakes,
    Duration handshakeTimeout,
    Duration drainTimeout,
    Optional<Duration> reconnectAfter,
    int sources,
    String user,
    boolean numbered,
    String password,
    String userAgent,
    OptionalDouble suggestedDifficulty,
    boolean rollsVersions,
    long seed,
    boolean spins,
    List<Long> serverPids,
    Optional<SubmitLedger> ledger,
    Consumer<String> progress,
    Optional<Runnable> trigger,
    double mischief,
    List<Misbehaviour> misbehaviours) {
  /** The name of one miner's worker. */
  String workerName(int miner) {
    return numbered ? user + ".w" + miner : user;
  }
}
