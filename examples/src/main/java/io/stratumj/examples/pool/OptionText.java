package io.stratumj.examples.pool;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Target;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.examples.node.rpc.NodeEndpoint;
import io.stratumj.nio.ListenerOptions;
import io.stratumj.nio.Network;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the values of options. Every method throws IllegalArgumentException with a message for the
 * person at the keyboard; who calls adds the option's name.
 */
final class OptionText {
  private static final int PORT_MAX = 65_535;
  private static final BigDecimal SECONDS_ENDLESS = BigDecimal.valueOf(1_000_000_000);

  /**
   * The coinbase has at most 255 bytes (SPEC J1), of which all but the payout script need some 140.
   */
  private static final int SCRIPT_BYTES_MAX = 100;

  /** A block of 4 MB is 8 MB of hex; some chains have larger ones. */
  private static final int TEMPLATE_BYTES_MAX = 64 << 20;

  private OptionText() {}

  /** A command line for this command, which knows how to read every type of value. */
  static CommandLine commandLine(PoolCommand command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(ListenerOptions.class, reader(OptionText::listener))
        .registerConverter(Network.class, reader(Network::parse))
        .registerConverter(NodeEndpoint.class, reader(NodeEndpoint::of))
        .registerConverter(Difficulty.class, reader(OptionText::difficulty))
        .registerConverter(BlockTemplate.class, reader(OptionText::template))
        .registerConverter(Duration.class, reader(OptionText::seconds))
        .registerConverter(NetworkBits.class, reader(OptionText::networkBits))
        .registerConverter(Bytes.class, reader(OptionText::script))
        .registerConverter(ExtranoncePrefix.class, reader(ExtranoncePrefix::parse));
  }

  /** Reading a value must fail in picocli's way for the message to name the option. */
  private static <T> ITypeConverter<T> reader(Function<String, T> reading) {
    return text -> {
      try {
        return reading.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** {@code HOST:PORT}, or {@code [HOST]:PORT} for an IPv6 address. */
  static ListenerOptions listener(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not HOST:PORT: " + text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      checkIpv6(host, text);
      host = host.substring(1, host.length() - 1);
    } else if (!host.matches("[^:\\[\\]]*")) {
      throw new IllegalArgumentException(
          "an IPv6 address stands in brackets, as in [::1]:3333: " + text);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is blank: " + text);
    }
    return ListenerOptions.of(host, port(text.substring(colon + 1)));
  }

  /** In brackets the JDK takes an address for what it is, and asks no name server. */
  private static void checkIpv6(String bracketed, String text) {
    try {
      var unused = InetAddress.getByName(bracketed);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no IPv6 address is in the brackets: " + text, e);
    }
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > PORT_MAX) {
      throw new IllegalArgumentException("the port is not a number from 0 to 65535: " + text);
    }
    return Integer.parseInt(text);
  }

  /** A difficulty, with or without fraction or exponent. */
  static Difficulty difficulty(String text) {
    return Difficulty.of(decimal(text));
  }

  /**
   * Seconds, with or without fraction. What no option takes becomes something else that none takes,
   * so that the option can complain with its own limits.
   */
  static Duration seconds(String text) {
    BigDecimal seconds = decimal(text).min(SECONDS_ENDLESS).max(SECONDS_ENDLESS.negate());
    return Duration.ofNanos((long) (seconds.doubleValue() * 1e9));
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
  }

  /** A network target in compact form, as eight hex digits. */
  static NetworkBits networkBits(String text) {
    if (!text.matches("[0-9A-Fa-f]{8}")) {
      throw new IllegalArgumentException("not eight hex digits: " + text);
    }
    int compact = Integer.parseUnsignedInt(text, 16);
    if (Target.ofCompact(compact).toBigInteger().signum() == 0) {
      throw new IllegalArgumentException("a target of zero, which no hash can meet: " + text);
    }
    return new NetworkBits(compact);
  }

  /** An output script in hex. */
  static Bytes script(String text) {
    Bytes script;
    try {
      script = Bytes.fromHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not hex, two digits a byte: " + text, e);
    }
    if (script.isEmpty() || script.size() > SCRIPT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "%d bytes, but a payout script has 1 to %d: the coinbase must stay short for small miners"
              .formatted(script.size(), SCRIPT_BYTES_MAX));
    }
    return script;
  }

  /** The answer to {@code getblocktemplate} in the file of this name. */
  static BlockTemplate template(String file) {
    if (new File(file).isDirectory()) {
      throw new IllegalArgumentException(file + " is a directory");
    }
    try (InputStream json = Files.newInputStream(Path.of(file))) {
      return BlockTemplate.parse(json.readNBytes(TEMPLATE_BYTES_MAX));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("no permission to read " + file, e);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " is no block template: " + Printable.of(String.valueOf(e.getMessage())), e);
    }
  }
}
