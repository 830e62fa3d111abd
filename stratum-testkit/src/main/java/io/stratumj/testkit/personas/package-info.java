/**
 * Personas of real mining programs: what talks to a pool that is open to the public.
 *
 * <p>{@link io.stratumj.testkit.personas.MinerModel} names them, from {@code minerd} to proxies and
 * marketplaces. A {@link io.stratumj.testkit.personas.Persona} says the program's literal lines in
 * its order, reads by its rules, counts extranonce2 and spells shares its way, and mines: its
 * shares are real. Where the program would crash, be confused or go elsewhere, the persona throws a
 * {@link io.stratumj.testkit.personas.PersonaFailure} with the rule, the line, and the transcript.
 *
 * <p>A persona is lines and time in, lines out. {@link
 * io.stratumj.testkit.personas.PersonaInMemory} lets it live on a {@link
 * io.stratumj.testkit.memory.MemoryPool} under virtual time, {@link
 * io.stratumj.testkit.personas.PersonaOverTcp} connects it to any host and port. Nothing of the
 * server is used: no codec, no hashing.
 */
@NullMarked
package io.stratumj.testkit.personas;

import org.jspecify.annotations.NullMarked;
