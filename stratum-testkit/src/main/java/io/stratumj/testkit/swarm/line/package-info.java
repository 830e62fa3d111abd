/**
 * The bytes of a swarm: finding out what a server's line says, and writing submits.
 *
 * <p>Not exported. A load generator that is slower than the server measures itself, so this is hot
 * path code: it works on reused arrays and makes no garbage for the two lines that matter, a reply
 * to a submit and a job that other miners have already been given. Whatever is rare, or unknown,
 * goes through Gson. Nothing here is shared with the server.
 *
 * <p>Everything is <em>confined to the swarm's thread</em>, or immutable.
 */
@NullMarked
package io.stratumj.testkit.swarm.line;

import org.jspecify.annotations.NullMarked;
