/**
 * What miners hash and what they claim, as immutable values.
 *
 * <p>A {@link io.stratumj.api.work.Job} is what every miner hashes. A {@link
 * io.stratumj.api.work.Work} is that job as it was handed to one session: with its extranonce1, its
 * difficulty and its version mask, frozen when the notify was written. A {@link
 * io.stratumj.api.work.Share} is what a miner claims to have found in it, and a {@link
 * io.stratumj.api.work.ShareResult} is the judgement.
 *
 * <p>Byte order is stated wherever bytes appear. <em>Internal order</em> is the order in which
 * bytes stand in a block and enter a hash; <em>display order</em> is the reverse, in which hashes
 * are shown to people. All numbers named {@code nTime}, {@code nBits}, {@code nonce} and {@code
 * version} are unsigned 32-bit integers held in an {@code int}.
 *
 * <p>Everything here is immutable and thread-safe, allocates nothing behind the scenes and does no
 * I/O. No method accepts or returns null.
 */
@NullMarked
package io.stratumj.api.work;

import org.jspecify.annotations.NullMarked;
