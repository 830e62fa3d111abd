package io.stratumj.testkit.arbitraries;

import io.stratumj.api.message.RequestId;

/**
 * A request of a miner, and what has to be known of it to judge the answer. Immutable.
 *
 * @param id the id as it is spelled in the line; {@link RequestId#NONE} if there is none or null,
 *     so that no reply may come
 * @param method the method, unescaped
 * @param line the line, without its end
 */
public record RequestLine(RequestId id, String method, String line) {}
