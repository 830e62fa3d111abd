/**
 * Another proof of work: scrypt as Litecoin and Dogecoin use it, plugged into a server through
 * {@link io.stratumj.core.spi.ShareValidator}.
 *
 * <p>{@link io.stratumj.examples.scrypt.Scrypt} is the hash and what difficulty 1 means to its
 * miners; {@link io.stratumj.examples.scrypt.ScryptShareValidator} is the validator made of it. The
 * header is Bitcoin's, so {@link io.stratumj.core.pow.HeaderAssembly} does the rest. A chain with
 * another hash needs two such classes of its own and nothing else.
 *
 * <p>The hash itself is Bouncy Castle's.
 */
@NullMarked
package io.stratumj.examples.scrypt;

import org.jspecify.annotations.NullMarked;
