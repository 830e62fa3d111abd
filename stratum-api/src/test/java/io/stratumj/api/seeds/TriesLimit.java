package io.stratumj.api.seeds;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Caps the tries of every property, those with a number of their own included, where the same tests
 * run thousands of times: mutation testing would take a day with the tries of the build.
 *
 * <p>Registered for all modules, as {@link RepeatableSeeds}. Does nothing unless the system
 * property {@value #SETTING} holds a number.
 */
public final class TriesLimit implements AroundPropertyHook {
  /** The most tries of one property; no limit when absent. */
  static final String SETTING = "stratumj.tries.max";

  /** Made by the service loader. */
  public TriesLimit() {}

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Integer most = Integer.getInteger(SETTING);
    if (most != null) {
      int asked = context.attributes().tries().orElse(Integer.MAX_VALUE);
      context.attributes().setTries(Math.min(most, asked));
    }
    return property.execute();
  }
}
