package io.stratumj.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Somebody on the wire of one connection who makes a right pool a wrong one. */
public interface Breakage {
  /** Between lines, each of which keeps its end. */
  Pattern LINES = Pattern.compile("(?<=\n)");

  /** The connection, as the breaker uses it. */
  interface Ends {
    /** Passes bytes on to the pool, each a character. */
    void toPool(String bytes);

    /** Passes a line on to the miner, or makes one up. */
    void toMiner(String line);

    /** Ends the connection. */
    void close();

    /** Ends the connection with a reset. */
    void reset();
  }

  /** A miner has connected. */
  default void opened(Ends ends) {}

  /** Bytes of the miner's have arrived, each a character. */
  default void mined(String bytes, Ends ends) {
    ends.toPool(bytes);
  }

  /** The miner has finished sending. */
  default void finished(Ends ends) {}

  /** The pool has said a line. */
  default void said(String line, Ends ends) {
    ends.toMiner(line);
  }

  /** Some milliseconds have passed. */
  default void ticked(Ends ends) {}

  /** Changes every line of the pool's. */
  static Supplier<Breakage> output(UnaryOperator<String> change) {
    return outputs(line -> List.of(change.apply(line)));
  }

  /** Makes any number of lines of every line of the pool's. */
  static Supplier<Breakage> outputs(Function<String, List<String>> change) {
    return () ->
        new Breakage() {
          @Override
          public void said(String line, Ends ends) {
            change.apply(line).forEach(ends::toMiner);
          }
        };
  }

  /** Replaces a pattern in every line of the pool's. */
  static Supplier<Breakage> replacing(String pattern, String replacement) {
    return output(line -> line.replaceAll(pattern, replacement));
  }

  /** Changes what the miner says. */
  static Supplier<Breakage> input(UnaryOperator<String> change) {
    return () ->
        new Breakage() {
          @Override
          public void mined(String bytes, Ends ends) {
            ends.toPool(change.apply(bytes));
          }
        };
  }

  /** Ends the connection when the miner says such a thing. */
  static Supplier<Breakage> closingOn(Predicate<String> intolerable) {
    return () ->
        new Breakage() {
          @Override
          public void mined(String bytes, Ends ends) {
            if (intolerable.test(bytes)) {
              ends.close();
            } else {
              ends.toPool(bytes);
            }
          }
        };
  }

  /** Never passes such a thing on. */
  static Supplier<Breakage> deafTo(Predicate<String> unheard) {
    return input(bytes -> unheard.test(bytes) ? "" : bytes);
  }

  /** Says yes where the pool says this error. */
  static Supplier<Breakage> forgiving(String error) {
    return output(
        line ->
            line.contains(error)
                ? line.replaceAll(
                    "\"result\":null,\"error\":.*}$", "\"result\":true,\"error\":null}")
                : line);
  }

  /** Says this error where the miner submits such a share. */
  static Supplier<Breakage> refusing(String pattern, String error) {
    return () ->
        new Breakage() {
          @Override
          public void mined(String bytes, Ends ends) {
            for (String line : LINES.splitAsStream(bytes).toList()) {
              if (line.contains("mining.submit") && line.matches("(?s).*" + pattern + ".*")) {
                ends.toMiner(
                    "{\"id\":"
                        + line.replaceAll("(?s)^.*\"id\":([^,]+),.*$", "$1")
                        + ",\"result\":null,\"error\":["
                        + error
                        + ",\"no\",null]}");
              } else {
                ends.toPool(line);
              }
            }
          }
        };
  }

  /** Says lines two by two, the second first. */
  static Supplier<Breakage> swapping(Predicate<String> swapped) {
    return () ->
        new Breakage() {
          private final List<String> held = new ArrayList<>();

          @Override
          public void said(String line, Ends ends) {
            if (!swapped.test(line)) {
              ends.toMiner(line);
            } else if (held.isEmpty()) {
              held.add(line);
            } else {
              ends.toMiner(line);
              ends.toMiner(held.remove(0));
            }
          }
        };
  }
}
