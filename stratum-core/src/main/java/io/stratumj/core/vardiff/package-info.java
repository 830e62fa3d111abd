/**
 * Variable difficulty: how hard each miner's shares should be, so that all of them send about the
 * same number.
 *
 * <p>{@link io.stratumj.core.vardiff.Vardiff} is a policy of pure arithmetic over two numbers for
 * each session. It reads no clock and makes no thread; the session tells it of shares and of the
 * passing of time.
 */
@NullMarked
package io.stratumj.core.vardiff;

import org.jspecify.annotations.NullMarked;
