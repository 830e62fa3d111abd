package io.stratumj.testkit.chain;

import io.stratumj.api.work.Hash256;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a chain demands of the block that comes next on one of its blocks. Immutable as far as its
 * function is.
 *
 * @param height the height of the block
 * @param nBits the bits it must have
 * @param minTime the least time it may have, in seconds since 1970
 * @param maxTime the greatest
 * @param versionMin the least version
 * @param segwit whether it may have witnesses, and must commit to them
 * @param subsidy what its coinbase may create
 * @param fees what a transaction pays; empty if it is not known or spent before: it may not be in
 *     the block
 */
public record BlockContext(
    int height,
    int nBits,
    long minTime,
    long maxTime,
    int versionMin,
    boolean segwit,
    long subsidy,
    Function<Hash256, OptionalLong> fees) {}
