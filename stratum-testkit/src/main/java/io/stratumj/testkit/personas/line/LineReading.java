package io.stratumj.testkit.personas.line;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a program makes of a line before it looks at what it says. Immutable.
 *
 * @param bytesMax what its buffer holds
 * @param onBlank what an empty line does to it; empty if nothing
 * @param onNul what a NUL does to it; empty if nothing
 * @param onGarbage what a line does to it that is no JSON object; empty if nothing
 */
public record LineReading(int bytesMax, String onBlank, String onNul, String onGarbage) {
  /** C programs: they take apart one buffer of text. */
  public static final LineReading C_PROGRAM =
      new LineReading(
          Integer.MAX_VALUE,
          "loses the lines behind it",
          "loses everything behind it",
          "logs an error and loses what it said");

  /** Programs that skip what they do not understand. */
  public static final LineReading TOLERANT =
      new LineReading(Integer.MAX_VALUE, "", "cuts the line there", "");

  /** Reads a line; empty if the program skips it. */
  public Optional<PoolMessage> read(String line) {
    if (line.getBytes(StandardCharsets.UTF_8).length > bytesMax) {
      throw new Breach(Rule.LINE_FITS, line, "drops a line of more than " + bytesMax + " bytes");
    }
    if (line.isBlank()) {
      refuse(Rule.NO_BLANK_LINE, line, onBlank);
      return Optional.empty();
    }
    if (line.indexOf('\0') >= 0) {
      refuse(Rule.NO_NUL, line, onNul);
    }
    Optional<PoolMessage> message = PoolMessage.read(line);
    if (message.isEmpty()) {
      refuse(Rule.ONE_JSON_OBJECT, line, onGarbage);
    }
    return message;
  }

  private static void refuse(Rule rule, String line, String consequence) {
    if (!consequence.isEmpty()) {
      throw new Breach(rule, line, consequence);
    }
  }
}
