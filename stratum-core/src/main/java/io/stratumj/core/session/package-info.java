/**
 * The protocol as plain objects: bytes and time in, bytes out (SPEC F, H, C, J, D, S).
 *
 * <p>A transport makes one {@link io.stratumj.core.session.StratumProtocol} for a server, one
 * {@link io.stratumj.core.session.ProtocolLoop} for each of its event loops and one {@link
 * io.stratumj.core.session.Conversation} for each connection, and implements {@link
 * io.stratumj.core.session.ByteSink}. That is the whole contract. No class here opens a channel,
 * starts a thread, reads a clock or writes a log: time is a parameter, and what should be logged is
 * told to listeners.
 *
 * <p>A session is four small machines: its subscription, its workers, its negotiated extensions,
 * its life; and one rule that joins them: subscribed and a worker authorized and a job at hand
 * means work is sent. Everything of a session is confined to one loop. Between loops stand the
 * {@link io.stratumj.core.session.JobBoard}, a slot that holds the newest job, and the extranonce
 * allocator.
 */
@NullMarked
package io.stratumj.core.session;

import org.jspecify.annotations.NullMarked;
