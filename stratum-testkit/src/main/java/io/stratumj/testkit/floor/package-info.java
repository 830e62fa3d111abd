/**
 * The physical floor of plain {@code java.nio}: a Stratum server that does the unavoidable and
 * nothing else, to measure real ones against on the same machine in the same hour.
 *
 * <p>Not exported: a yardstick, not a server to build on. It has no limits, no time-outs, no
 * difficulty that follows, no accounts, and forgives no spelling. {@link
 * io.stratumj.testkit.floor.Floor} is the selector loop, {@link
 * io.stratumj.testkit.floor.FloorTalk} reads a line and writes its reply, {@link
 * io.stratumj.testkit.floor.FloorJob} hashes a share. None of it is shared with the library, but
 * for the vocabulary of jobs and targets.
 */
@NullMarked
package io.stratumj.testkit.floor;

import org.jspecify.annotations.NullMarked;
