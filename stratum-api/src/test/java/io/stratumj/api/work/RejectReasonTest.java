package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("E, S2: why shares are refused, as the miner hears it")
class RejectReasonTest {
  @ParameterizedTest
  @EnumSource
  void usesOnlyTheCodesOfTheField(RejectReason reason) {
    assertTrue(Set.of(20, 21, 22, 23, 24, 25).contains(reason.code()), reason.name());
    // Printable ASCII, and nothing a miner would have to unescape.
    assertTrue(reason.message().matches("[A-Za-z0-9 ]{4,64}"), reason.message());
  }

  @Test
  void everyReasonHasATextOfItsOwn() {
    Set<String> texts =
        Arrays.stream(RejectReason.values()).map(RejectReason::message).collect(Collectors.toSet());
    assertEquals(RejectReason.values().length, texts.size());
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_SUBSCRIBED, 25, Not subscribed",
    "UNAUTHORIZED_WORKER, 24, Unauthorized worker",
    "JOB_NOT_FOUND, 21, Job not found",
    "STALE, 21, Stale share",
    "VERSION_MASK, 20, Invalid version mask",
    "TIME_OUT_OF_RANGE, 20, Time out of range",
    "LOW_DIFFICULTY, 23, Low difficulty share",
    "DUPLICATE, 22, Duplicate share",
    "NOT_RECORDED, 20, Share not recorded"
  })
  void saysWhatTheSpecificationSays(RejectReason reason, int code, String message) {
    assertEquals(code, reason.code());
    assertEquals(message, reason.message());
  }
}
