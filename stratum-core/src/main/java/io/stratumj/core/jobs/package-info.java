/**
 * Ready-made job sources.
 *
 * <p>{@link io.stratumj.core.jobs.PollingJobSource} asks a function for the current job again and
 * again, on a thread of its own. {@link io.stratumj.core.jobs.ManualJobSource} publishes what it is
 * told to, which is what tests and pools with a push feed want.
 */
@NullMarked
package io.stratumj.core.jobs;

import org.jspecify.annotations.NullMarked;
