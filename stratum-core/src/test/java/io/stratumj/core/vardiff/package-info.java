/**
 * The difficulty rule proved in virtual time: {@link io.stratumj.core.vardiff.SimulatedMiner} finds
 * shares, {@link io.stratumj.core.vardiff.VardiffStudy} measures what becomes of them, and the
 * result is published in {@code vardiff-study.md}.
 */
package io.stratumj.core.vardiff;
