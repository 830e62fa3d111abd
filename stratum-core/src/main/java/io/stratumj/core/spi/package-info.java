/**
 * What a pool developer implements or plugs in: where jobs come from, who may mine, how shares are
 * hashed, where shares and blocks go, who is told.
 *
 * <p>Signatures tell the truth about cost. What is a few microseconds of arithmetic ({@link
 * io.stratumj.core.spi.ShareValidator}, {@link io.stratumj.core.spi.DifficultyPolicy}) is
 * synchronous and runs on the session's event loop, where it must not block. What is somebody's
 * database or node ({@link io.stratumj.core.spi.Authorizer}, {@link
 * io.stratumj.core.spi.ShareSink}, {@link io.stratumj.core.spi.BlockSink}) answers with a {@code
 * CompletionStage} or runs on an executor of its own. Whatever an implementation throws is caught
 * at the call, has the effect its documentation names, and touches that one session only.
 */
@NullMarked
package io.stratumj.core.spi;

import org.jspecify.annotations.NullMarked;
