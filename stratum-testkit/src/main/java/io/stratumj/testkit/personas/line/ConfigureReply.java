package io.stratumj.testkit.personas.line;

import com.google.gson.JsonObject;
import io.stratumj.api.work.VersionMask;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a program keeps of a configure reply.
 *
 * @param mask the bits it may roll; empty if version rolling was not granted
 * @param extraMembers members it did not expect, which some log as errors
 */
public record ConfigureReply(Optional<VersionMask> mask, List<String> extraMembers) {
  private static final String GRANTED = "version-rolling";
  private static final String MASK = "version-rolling.mask";

  /** Reads a reply; what is not as expected counts as not granted. */
  public static ConfigureReply read(PoolMessage reply) {
    if (!(reply.result() instanceof JsonObject result)) {
      return new ConfigureReply(Optional.empty(), List.of());
    }
    Optional<VersionMask> mask =
        result.has(GRANTED) && PoolMessage.isTrue(result.get(GRANTED)) && result.has(MASK)
            ? PoolMessage.text(result.get(MASK)).flatMap(ConfigureReply::mask)
            : Optional.empty();
    return new ConfigureReply(
        mask.filter(granted -> !granted.isEmpty()),
        result.keySet().stream().filter(name -> !Set.of(GRANTED, MASK).contains(name)).toList());
  }

  /** The mask as a program reads it that calls {@code strtoul}. */
  public static Optional<VersionMask> mask(String hex) {
    try {
      return Optional.of(VersionMask.fromHex(hex));
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }
}
