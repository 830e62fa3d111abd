/**
 * Proof of work: from what a miner claims to the 80 bytes it hashed, and to their hash.
 *
 * <p>{@link io.stratumj.core.pow.HeaderAssembly} rebuilds the block header of a share: coinbase
 * from its two halves and the extranonces between them, merkle root from the coinbase and the
 * branches, then the six header fields. Every chain that descends from Bitcoin does this in the
 * same way, so a validator for another algorithm uses it and brings only its own hash. {@link
 * io.stratumj.core.pow.Sha256dShareValidator} is that validator for Bitcoin, the server's default.
 *
 * <p>Everything here is loop-confined and allocates nothing for each share but what it returns; the
 * comment in {@code HeaderAssembly} says how, and why that is worth it.
 */
@NullMarked
package io.stratumj.core.pow;

import org.jspecify.annotations.NullMarked;
