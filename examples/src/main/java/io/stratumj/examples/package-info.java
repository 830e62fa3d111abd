/**
 * Small programs that embed the server, each in one file. Start with {@link
 * io.stratumj.examples.HelloPool}: it is what the README shows.
 */
@NullMarked
package io.stratumj.examples;

import org.jspecify.annotations.NullMarked;
