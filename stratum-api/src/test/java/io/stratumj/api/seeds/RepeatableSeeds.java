package io.stratumj.api.seeds;

import java.lang.reflect.Method;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property a seed of its own that is the same in every run, because a build that fails
 * by chance teaches nobody anything. jqwik 1.9 would take a random one and has no setting for it.
 *
 * <p>Registered for all modules: each has this module's tests on its test class path. The system
 * property {@value #SETTING} looks further than the build does: another number gives other seeds,
 * {@code random} leaves them to jqwik. A seed in the annotation stands above all that.
 */
public final class RepeatableSeeds implements AroundPropertyHook {
  /** What the seeds follow from: a number [0], or {@code random}. */
  static final String SETTING = "stratumj.seed";

  /** Made by the service loader. */
  public RepeatableSeeds() {}

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    String setting = System.getProperty(SETTING, "0");
    if (!setting.equals("random") && context.attributes().seed().isEmpty()) {
      long seed = seed(context.targetMethod(), Long.parseLong(setting));
      context.attributes().setSeed(Long.toString(seed));
    }
    return property.execute();
  }

  /** By name, so that a property keeps its seed when others come and go. */
  private static long seed(Method property, long from) {
    long seed = from;
    String name = property.getDeclaringClass().getName() + "." + property.getName();
    for (int i = 0; i < name.length(); i++) {
      seed = 31 * seed + name.charAt(i);
    }
    return seed;
  }
}
