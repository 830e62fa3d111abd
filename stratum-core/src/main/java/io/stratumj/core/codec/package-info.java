/**
 * Bytes to requests and messages to bytes; seen by the session package alone.
 *
 * <p>{@link io.stratumj.core.codec.LineDecoder} cuts bytes into lines, {@link
 * io.stratumj.core.codec.JsonTape} reads a line as strict JSON, {@link
 * io.stratumj.core.codec.RequestReader} makes a typed request of it, and {@link
 * io.stratumj.core.codec.MessageWriter} writes what the server says. Method names and member names
 * of the wire appear here and nowhere else. Whatever bytes come in, what comes out is a request or
 * a named kind of wrong; nothing throws because of a peer.
 */
@NullMarked
package io.stratumj.core.codec;

import org.jspecify.annotations.NullMarked;
