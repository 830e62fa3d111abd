package io.stratumj.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link io.stratumj.testkit.MockMiner} parameter of a test: the miner has subscribed and
 * authorized under this name when the test begins.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Worker {
  /** The name. */
  String value();

  /** The password. */
  String password() default "x";
}
