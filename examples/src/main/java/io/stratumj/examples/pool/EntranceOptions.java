package io.stratumj.examples.pool;

import io.stratumj.nio.ListenerOptions;
import io.stratumj.nio.Network;
import io.stratumj.nio.ProxyProtocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that says who may come in, and how. Filled in by picocli. */
final class EntranceOptions {
  @Option(
      names = "--tls-listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen for TLS, version 1.2 or 1.3; may be given several times. Needs"
              + " --tls-keystore and --tls-password-file.")
  private List<ListenerOptions> tlsListen = List.of();

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description =
          "A PKCS12 file with the private key and the certificates for --tls-listen. It is read"
              + " again when it changes, for new connections.")
  private @Nullable Path tlsKeystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of --tls-keystore.")
  private @Nullable Path tlsPasswordFile;

  @Option(
      names = "--proxy-protocol",
      paramLabel = "off|optional|required",
      defaultValue = "off",
      description =
          "Whether connections of trusted proxies begin with a PROXY header, version 1 or 2, that"
              + " names the miner. With required all others are refused. Default: ${DEFAULT-VALUE}")
  private ProxyProtocol proxyProtocol = ProxyProtocol.OFF;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "CIDR",
      description =
          "A network whose PROXY headers are believed, for example 10.0.0.0/8; may be given"
              + " several times.")
  private List<Network> trustedProxies = List.of();

  @Option(
      names = "--connections-per-address",
      paramLabel = "N",
      description =
          "Connections of one address at one time; trusted proxies do not count, the miners behind"
              + " them do. Default: any number")
  private @Nullable Integer connectionsPerAddress;

  /**
   * Every listener, the plain ones first.
   *
   * @param plain those that speak no TLS
   * @throws IllegalArgumentException naming options that contradict each other, or files that
   *     cannot be used
   */
  List<ListenerOptions> listeners(List<ListenerOptions> plain) {
    if (proxyProtocol == ProxyProtocol.OFF && !trustedProxies.isEmpty()) {
      throw new IllegalArgumentException(
          "--trusted-proxy means nothing without --proxy-protocol optional or required");
    }
    if (proxyProtocol != ProxyProtocol.OFF && trustedProxies.isEmpty()) {
      throw new IllegalArgumentException(
          "--proxy-protocol needs --trusted-proxy: a header that anybody may send is worth nothing");
    }
    List<ListenerOptions> all = new ArrayList<>(plain);
    if (!tlsListen.isEmpty()) {
      ReloadedTls tls = tls();
      tlsListen.forEach(listener -> all.add(listener.withTls(tls)));
    } else if (tlsKeystore != null || tlsPasswordFile != null) {
      throw new IllegalArgumentException(
          "--tls-keystore and --tls-password-file mean nothing without --tls-listen");
    }
    all.replaceAll(listener -> listener.withProxyProtocol(proxyProtocol, trustedProxies));
    return all;
  }

  /**
   * Connections of one address, if they are limited.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  OptionalInt connectionsPerAddress() {
    if (connectionsPerAddress == null) {
      return OptionalInt.empty();
    }
    if (connectionsPerAddress < 1) {
      throw new IllegalArgumentException(
          "--connections-per-address is less than 1: " + connectionsPerAddress);
    }
    return OptionalInt.of(connectionsPerAddress);
  }

  private ReloadedTls tls() {
    if (tlsKeystore == null || tlsPasswordFile == null) {
      throw new IllegalArgumentException(
          "--tls-listen needs --tls-keystore and --tls-password-file");
    }
    return ReloadedTls.from(tlsKeystore, tlsPasswordFile);
  }
}
