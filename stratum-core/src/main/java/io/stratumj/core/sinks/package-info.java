/**
 * Share sinks every pool needs: {@link io.stratumj.core.sinks.BatchingShareSink} records many
 * shares in one transaction of a store, {@link io.stratumj.core.sinks.FanOutShareSink} passes
 * recorded shares on to others. They keep what {@link io.stratumj.core.spi.ShareSink} promises to
 * miners: true is said when a share is safe, not before, and nothing is dropped without a word.
 *
 * <p>A sink in front of a store, as a pool writes it:
 *
 * <pre>{@code
 * try (var sink = BatchingShareSink.to(ledger::insertAll);
 *     var server = StratumServer.builder(jobs, authorizer).shareSink(sink).build()) {
 *   server.start();
 *   server.awaitTermination();
 * }
 * }</pre>
 *
 * <p>The server is closed first, so that it can still acknowledge; then the sink, which writes what
 * it has.
 */
@NullMarked
package io.stratumj.core.sinks;

import org.jspecify.annotations.NullMarked;
