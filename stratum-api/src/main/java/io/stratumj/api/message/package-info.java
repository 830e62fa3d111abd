/**
 * What is said between a miner and the server, as immutable values: a {@link
 * io.stratumj.api.message.ClientRequest} for every line a miner can send, a {@link
 * io.stratumj.api.message.ServerMessage} for every line the server can send.
 *
 * <p>The types hold what was meant, not how it was spelled; method names and JSON exist only in the
 * codec of stratum-core. Nothing accepts or returns null.
 */
@NullMarked
package io.stratumj.api.message;

import org.jspecify.annotations.NullMarked;
