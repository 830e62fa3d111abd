package io.stratumj.testkit.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breakers that remember too little or too much of what went over their connection. */
final class WrongMemory {
  private static final Pattern SUBMIT =
      Pattern.compile("\\{\"id\":([^,]+),\"method\":\"mining.submit\",\"params\":\\[(.*)]}\\s*");

  private WrongMemory() {}

  /** Says a difficulty before it is asked anything. */
  static Breakage talkingFirst() {
    return new Breakage() {
      @Override
      public void opened(Ends ends) {
        ends.toMiner("{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1]}");
      }
    };
  }

  /** Gives another extranonce1 on every subscribe. */
  static Breakage ofExtranonces() {
    return new Breakage() {
      private int subscribed;

      @Override
      public void said(String line, Ends ends) {
        boolean result = line.contains("[[[");
        subscribed += result ? 1 : 0;
        ends.toMiner(
            result && subscribed > 1
                ? line.replaceAll("]],\"[0-9a-f]{8}\"", "]],\"deadbeef\"")
                : line);
      }
    };
  }

  /** Takes a share for new whose text is new. */
  static Breakage ofTexts() {
    return new Breakage() {
      private final Set<String> texts = new HashSet<>();
      private final Set<String> newIds = new HashSet<>();

      @Override
      public void mined(String bytes, Ends ends) {
        Matcher submit = SUBMIT.matcher(bytes);
        if (submit.matches() && texts.add(submit.group(2))) {
          newIds.add(submit.group(1));
        }
        ends.toPool(bytes);
      }

      @Override
      public void said(String line, Ends ends) {
        String id = line.replaceAll("^\\{\"id\":([^,]+),.*$", "$1");
        ends.toMiner(
            line.contains("[22,") && newIds.contains(id)
                ? "{\"id\":" + id + ",\"result\":true,\"error\":null}"
                : line);
      }
    };
  }

  /** Takes shares that differ in version bits alone for duplicates. */
  static Breakage withoutVersion() {
    return remembering(params -> params.replaceAll(",\"[^\"]*\"$", ""));
  }

  /** Takes a share that was refused for a duplicate when it comes again. */
  static Breakage ofRefusedShares() {
    return remembering(params -> params);
  }

  private static Breakage remembering(Function<String, String> key) {
    return new Breakage() {
      private final List<String> seen = new ArrayList<>();

      @Override
      public void mined(String bytes, Ends ends) {
        Matcher submit = SUBMIT.matcher(bytes);
        if (submit.matches() && seen.contains(key.apply(submit.group(2)))) {
          ends.toMiner(
              "{\"id\":"
                  + submit.group(1)
                  + ",\"result\":null,\"error\":[22,\"Duplicate share\",null]}");
          return;
        }
        if (submit.matches()) {
          seen.add(key.apply(submit.group(2)));
        }
        ends.toPool(bytes);
      }
    };
  }
}
