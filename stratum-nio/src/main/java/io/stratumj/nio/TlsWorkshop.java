package io.stratumj.nio;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the TLS connections of one event loop work with.
 *
 * @param buffers encrypted from and decrypted to
 * @param tasks where what takes long is computed; not the loop
 * @param onLoop runs what goes on afterwards on the loop
 * @param now the loop's time
 * @param timeoutNanos how long a handshake may take
 */
record TlsWorkshop(
    TlsBuffers buffers, Executor tasks, Executor onLoop, LongSupplier now, long timeoutNanos) {}
