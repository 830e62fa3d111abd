package io.stratumj.testkit.swarm.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What some processes of this machine have used so far. Immutable. */
final class ServerProcesses {
  private static final String RSS = "VmRSS:";
  private static final long KIB = 1024;

  private final List<Long> pids;

  ServerProcesses(List<Long> pids) {
    this.pids = pids;
  }

  /** CPU time of all; absent if none is named or one has ended. */
  Optional<Long> cpuNanos() {
    long sum = 0;
    for (long pid : pids) {
      Optional<Duration> cpu =
          ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
      if (cpu.isEmpty()) {
        return Optional.empty();
      }
      sum += cpu.get().toNanos();
    }
    return pids.isEmpty() ? Optional.empty() : Optional.of(sum);
  }

  /** Resident memory of all; 0 where the system does not tell it. */
  long rssBytes() {
    return pids.stream().mapToLong(ServerProcesses::rssBytes).sum();
  }

  private static long rssBytes(long pid) {
    try {
      return Files.readAllLines(
              Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith(RSS))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .sum();
    } catch (IOException notThere) {
      return 0;
    }
  }
}
