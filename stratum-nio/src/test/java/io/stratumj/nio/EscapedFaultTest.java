package io.stratumj.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What a fault looks like in the log. */
class EscapedFaultTest {
  @Test
  void textOfAPeerCannotForgeLinesNorSteerATerminal() {
    var cause = new IllegalStateException("\r\nINFO all is well");
    var fault = new IllegalArgumentException("worker \u001b[2J\n\u202e\u2028\ud800 über 😀", cause);
    var printed = new StringWriter();
    EscapedFault.of(fault).printStackTrace(new PrintWriter(printed, true));
    String log = printed.toString();
    assertTrue(
        log.startsWith(
            "java.lang.IllegalArgumentException: worker"
                + " \\u001b[2J\\u000a\\u202e\\u2028\\ud800 über 😀"),
        log);
    assertTrue(log.contains("Caused by: java.lang.IllegalStateException: \\u000d\\u000aINFO"), log);
    assertFalse(log.contains("\u001b"), log);
  }

  @Test
  void traceIsKept() {
    var fault = new IllegalStateException();
    EscapedFault escaped = EscapedFault.of(fault);
    assertArrayEquals(fault.getStackTrace(), escaped.getStackTrace());
    assertEquals("java.lang.IllegalStateException", escaped.toString());
  }

  @Test
  void faultsThatCauseEachOtherEndSomewhere() {
    var first = new IllegalStateException("first");
    var second = new IllegalStateException("second", first);
    first.initCause(second);
    int depth = 0;
    for (Throwable each = EscapedFault.of(first); each != null; each = each.getCause()) {
      depth++;
    }
    assertEquals(9, depth);
  }
}
