package io.stratumj.api.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.RejectReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
  @DisplayName("H5: passwords never appear in toString")
  @Test
  void anAuthorizeDoesNotShowItsPassword() {
    ClientRequest.Authorize request =
        new ClientRequest.Authorize(RequestId.of(2), "alice.rig1", "hunter2");
    assertEquals("hunter2", request.password());
    assertFalse(request.toString().contains("hunter2"));
    assertTrue(request.toString().contains("alice.rig1"));
  }

  @DisplayName("F4: only a request with an id is answered; parse errors under null")
  @Test
  void onlyNoIdMeansNoReply() {
    assertFalse(RequestId.NONE.expectsReply());
    assertTrue(RequestId.NULL.expectsReply());
    assertTrue(RequestId.of(0).expectsReply());
    assertEquals("-7", RequestId.of(-7).json());
    assertEquals(RequestId.NULL, new ClientRequest.Malformed("not JSON at byte 0").id());
  }

  @DisplayName("E: the errors of the wire")
  @Test
  void namesTheFixedErrors() {
    assertEquals(new StratumError(20, "Parse error"), StratumError.PARSE_ERROR);
    assertEquals(new StratumError(-3, "Method not found"), StratumError.METHOD_NOT_FOUND);
    assertEquals(new StratumError(24, "Unauthorized worker"), StratumError.UNAUTHORIZED);
    assertEquals(new StratumError(20, "Server full"), StratumError.other("Server full"));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorSaysWhatItsReasonSays(RejectReason reason) {
    assertEquals(new StratumError(reason.code(), reason.message()), StratumError.of(reason));
  }
}
