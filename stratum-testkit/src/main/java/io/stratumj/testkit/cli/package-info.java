/**
 * The testkit as a program: {@code java -jar stratum-testkit.jar COMMAND}.
 *
 * <p>Not exported. {@link io.stratumj.testkit.cli.Main} dispatches; each command is a class that
 * reads its own options and calls a public part of the testkit, which knows nothing of command
 * lines. Results go to standard output, progress and complaints to standard error. Needs picocli,
 * which is an optional dependency of the testkit and is in the runnable jar.
 *
 * <p>Every command ends with status 0 if all went well, 1 if the server at the other end, or the
 * program, did not do what was wanted, and 2 if an option is wrong.
 */
@NullMarked
package io.stratumj.testkit.cli;

import org.jspecify.annotations.NullMarked;
