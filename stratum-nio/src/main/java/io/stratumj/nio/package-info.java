/**
 * The server on the network. {@link io.stratumj.nio.StratumServer} is what a pool starts; the rest
 * is how it moves bytes.
 *
 * <p>A server has a few {@code EventLoop}s, each one thread with one selector. The {@code Acceptor}
 * lives on the first and hands each new connection to the loop with the fewest; there it stays for
 * life, so nothing of a connection is ever locked. A {@code Connection} reads into its loop's one
 * buffer, lets its {@code Stage} act, and writes everything that was answered with one system call
 * from its {@code WriteQueue}, which owns memory only while bytes wait. Two objects are touched by
 * other threads: the job board, which loops look at once a turn, and {@code LoopTasks}, by which
 * anybody hands a loop something to run.
 *
 * <p>What is said on the connection is not decided here but in {@code io.stratumj.core.session}.
 */
@NullMarked
package io.stratumj.nio;

import org.jspecify.annotations.NullMarked;
