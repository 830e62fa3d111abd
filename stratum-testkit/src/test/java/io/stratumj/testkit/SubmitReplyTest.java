package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.stratumj.api.work.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SubmitReplyTest {
  /** S2: every rejection has its own reason, told by code and text. */
  @ParameterizedTest
  @EnumSource
  void tellsEveryReasonOfThisServer(RejectReason reason) {
    SubmitReply reply = refusal("[" + reason.code() + ",\"" + reason.message() + "\",null]");
    assertEquals(reason, reply.reason());
    assertEquals(reason.code(), reply.code().orElseThrow());
    assertEquals(reason.message(), reply.message().orElseThrow());
    assertFalse(reply.isAccepted());
  }

  @ParameterizedTest
  @CsvSource({
    "20,Invalid nonce,MALFORMED",
    "21,Job not found (=stale),STALE",
    "21,unknown-work,JOB_NOT_FOUND",
    "22,duplicate,DUPLICATE",
    "23,high-hash,LOW_DIFFICULTY",
    "24,not authed,UNAUTHORIZED_WORKER",
    "25,?,NOT_SUBSCRIBED",
  })
  void understandsOtherPoolsByCode(int code, String text, RejectReason reason) {
    assertEquals(reason, refusal("[" + code + ",\"" + text + "\",null]").reason());
  }

  @Test
  void aRefusalWithoutAKnownCodeFails() {
    assertThrows(MinerFailure.class, () -> refusal("[0,\"Missing KYC\",null]").reason());
    assertThrows(MinerFailure.class, () -> refusal("null").reason());
  }

  private static SubmitReply refusal(String error) {
    String line = "{\"id\":4,\"result\":false,\"error\":" + error + "}";
    return new SubmitReply((Reply) new PoolLineReader().read(line), new Transcript());
  }
}
