/**
 * How a mining program talks: its spelling of requests, what it makes of a line, and when it gives
 * up on a pool.
 *
 * <p>Not exported. A {@link io.stratumj.testkit.personas.line.Rig} is the one door between a
 * program and the world: time, lines out, hanging up, and the {@link
 * io.stratumj.testkit.personas.line.Breach} that says which {@link
 * io.stratumj.testkit.personas.line.Rule} a pool broke. JSON is read strictly by Gson's tree; the
 * server's own codec is not used, so that a shared bug cannot hide itself.
 */
@NullMarked
package io.stratumj.testkit.personas.line;

import org.jspecify.annotations.NullMarked;
