/**
 * The example pool: one program that runs a server from the command line, against a simulated
 * chain, a template in a file, or real nodes.
 *
 * <p>{@link io.stratumj.examples.pool.Main} is the program. {@code PoolCommand} reads the command
 * line into {@code PoolOptions}, {@code ExamplePool} assembles the server from them. Work comes
 * from a {@code PoolNode}: {@code SimulatedNode}, {@code TemplateFileNode} or {@code RealNode}.
 * What a person sees is made by {@code BlockLog} and {@code PoolStatus}; {@code HashrateEstimate}
 * is the one calculation in it.
 *
 * <p>Standard output carries what the pool has to say, standard error the log.
 */
@NullMarked
package io.stratumj.examples.pool;

import org.jspecify.annotations.NullMarked;
