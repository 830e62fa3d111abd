/**
 * The microbenchmarks of this module, in no build: {@code mvn -Pbench}. The README has the command.
 */
package io.stratumj.core;
