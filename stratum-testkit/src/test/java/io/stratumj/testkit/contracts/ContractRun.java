package io.stratumj.testkit.contracts;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the rules of a contract as JUnit would, a new object for each, and keeps what failed. */
final class ContractRun {
  private final Map<String, String> failures = new TreeMap<>();

  private ContractRun(Supplier<?> contract) {
    Class<?> type = contract.get().getClass();
    for (Method rule : withAnnotation(type, Test.class)) {
      run(contract.get(), type, rule);
    }
  }

  /** The names of the rules that failed, with their messages. */
  static Map<String, String> failuresOf(Supplier<?> contract) {
    return new ContractRun(contract).failures;
  }

  private void run(Object contract, Class<?> type, Method rule) {
    List<Method> steps = new ArrayList<>(withAnnotation(type, BeforeEach.class));
    steps.add(rule);
    try {
      for (Method step : steps) {
        step.invoke(contract);
      }
    } catch (InvocationTargetException e) {
      failures.put(rule.getName(), String.valueOf(e.getCause().getMessage()));
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    } finally {
      after(contract, type);
    }
  }

  private void after(Object contract, Class<?> type) {
    for (Method step : withAnnotation(type, AfterEach.class)) {
      try {
        step.invoke(contract);
      } catch (InvocationTargetException e) {
        failures.put(step.getName(), String.valueOf(e.getCause().getMessage()));
      } catch (IllegalAccessException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private static List<Method> withAnnotation(
      Class<?> type, Class<? extends Annotation> annotation) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(annotation))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }
}
