/**
 * From a notify to a block header, written a second time.
 *
 * <p>Not exported. The server has its own header assembly, hashing and target arithmetic; none of
 * it is used here, so that a bug on one side is a refused share and not an agreement. What counts
 * here is that each step can be compared with the protocol's description by eye: {@code BigInteger}
 * numbers, fresh arrays, the platform's SHA-256. Byte orders are named at each step; internal order
 * is the order in which bytes enter a hash.
 *
 * <p>Everything is stateless or immutable, and thread-safe.
 */
@NullMarked
package io.stratumj.testkit.mining;

import org.jspecify.annotations.NullMarked;
