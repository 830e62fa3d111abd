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

  private static final int QUIET_TICKS = 50;

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

  /** Sees no reason to part in good order. */
  static Breakage ofManners() {
    return new Breakage() {
      @Override
      public void finished(Ends ends) {
        ends.reset();
      }
    };
  }

  /** Lets a miner choose its difficulty once. */
  static Breakage ofSuggestions() {
    return new Breakage() {
      private boolean suggested;

      @Override
      public void mined(String bytes, Ends ends) {
        boolean suggests = bytes.contains("mining.suggest_difficulty");
        if (!suggests || !suggested) {
          ends.toPool(bytes);
        }
        suggested |= suggests;
      }
    };
  }

  /** Knows two jobs, as a pool with two buffers would. */
  static Breakage ofJobs() {
    return new Breakage() {
      private final Pattern notify =
          Pattern.compile("mining.notify\",\"params\":\\[\"([0-9a-f]+)\".*");
      private final List<String> jobs = new ArrayList<>();

      @Override
      public void mined(String bytes, Ends ends) {
        Matcher submit = SUBMIT.matcher(bytes);
        if (submit.matches() && jobs.stream().noneMatch(job -> hasJob(submit.group(2), job))) {
          ends.toMiner(refusal(submit.group(1), "21,\"Job not found\""));
        } else {
          ends.toPool(bytes);
        }
      }

      @Override
      public void said(String line, Ends ends) {
        Matcher job = notify.matcher(line);
        if (job.find()) {
          jobs.add(job.group(1));
        }
        if (jobs.size() > 2) {
          jobs.remove(0);
        }
        ends.toMiner(line);
      }

      private static boolean hasJob(String params, String job) {
        return params.contains(",\"" + job + "\",");
      }
    };
  }

  /** Takes a miner that says nothing for a moment for a dead one. */
  static Breakage ofTheQuiet() {
    return new Breakage() {
      private int quietTicks;

      @Override
      public void mined(String bytes, Ends ends) {
        quietTicks = 0;
        ends.toPool(bytes);
      }

      @Override
      public void ticked(Ends ends) {
        if (++quietTicks > QUIET_TICKS) {
          ends.close();
        }
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

  private static String refusal(String id, String error) {
    return "{\"id\":" + id + ",\"result\":null,\"error\":[" + error + ",null]}";
  }

  private static Breakage remembering(Function<String, String> key) {
    return new Breakage() {
      private final List<String> seen = new ArrayList<>();

      @Override
      public void mined(String bytes, Ends ends) {
        Matcher submit = SUBMIT.matcher(bytes);
        if (submit.matches() && seen.contains(key.apply(submit.group(2)))) {
          ends.toMiner(refusal(submit.group(1), "22,\"Duplicate share\""));
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
