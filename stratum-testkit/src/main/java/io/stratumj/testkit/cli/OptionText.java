package io.stratumj.testkit.cli;

import io.stratumj.api.work.Difficulty;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the values of options. Every method throws IllegalArgumentException with a message for the
 * person at the keyboard; who calls adds the option's name.
 */
final class OptionText {
  private static final int PORT_MAX = 65_535;
  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(1_000_000_000);
  private static final String SCHEME = "stratum+tcp://";

  private OptionText() {}

  /** Reading a value must fail in picocli's way for the message to name the option. */
  static <T> ITypeConverter<T> reader(Function<String, T> reading) {
    return text -> {
      try {
        return reading.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /**
   * {@code HOST:PORT}, or {@code [HOST]:PORT} for an IPv6 address, with or without {@code
   * stratum+tcp://}. The name is looked up.
   */
  static InetSocketAddress serverAddress(String text) {
    String address = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not HOST:PORT: " + text);
    }
    String host = address.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.contains(":")) {
      throw new IllegalArgumentException(
          "an IPv6 address stands in brackets, as in [::1]:3333: " + text);
    }
    InetSocketAddress found = new InetSocketAddress(host, port(address.substring(colon + 1)));
    if (found.isUnresolved()) {
      throw new IllegalArgumentException("no host of this name is known: " + host);
    }
    return found;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) > PORT_MAX
        || Integer.parseInt(text) == 0) {
      throw new IllegalArgumentException("the port is not a number from 1 to 65535: " + text);
    }
    return Integer.parseInt(text);
  }

  /** Seconds, with or without fraction. */
  static Duration seconds(String text) {
    BigDecimal seconds = decimal(text);
    if (seconds.signum() < 0 || seconds.compareTo(SECONDS_MAX) > 0) {
      throw new IllegalArgumentException("not a number of seconds: " + text);
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  /** A difficulty, with or without fraction or exponent. */
  static Difficulty difficulty(String text) {
    return Difficulty.of(decimal(text));
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
  }
}
