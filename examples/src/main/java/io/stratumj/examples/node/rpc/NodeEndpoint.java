package io.stratumj.examples.node.rpc;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a node listens for RPC, and how to log in. Immutable.
 *
 * @param url for example {@code http://127.0.0.1:8332}
 * @param credentials how to log in
 */
public record NodeEndpoint(URI url, NodeCredentials credentials) {
  private static final int PORT_MAX = 65_535;

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not http or https, has no host, or has a password in
   *     it
   */
  public NodeEndpoint {
    String scheme = url.getScheme();
    if (scheme == null || !scheme.matches("https?")) {
      throw new IllegalArgumentException(
          "not an http:// or https:// address" + shown(url.toString()));
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the user and the password do not belong into the address of the node");
    }
    if (url.getHost() == null || url.getPort() > PORT_MAX || url.getPort() == 0) {
      throw new IllegalArgumentException("not http://HOST:PORT" + shown(url.toString()));
    }
  }

  /**
   * An endpoint without credentials.
   *
   * @throws IllegalArgumentException if the text is not the address of a node
   */
  public static NodeEndpoint of(String url) {
    try {
      return new NodeEndpoint(new URI(url), NodeCredentials.none());
    } catch (URISyntaxException e) {
      String problem = "not http://HOST:PORT" + shown(url);
      throw mayHavePassword(url) // which e would repeat
          ? new IllegalArgumentException(problem)
          : new IllegalArgumentException(problem, e);
    }
  }

  /** The same with these credentials. */
  public NodeEndpoint with(NodeCredentials other) {
    return new NodeEndpoint(url, other);
  }

  private static String shown(String url) {
    return mayHavePassword(url) ? ", and a password does not belong into it" : ": " + url;
  }

  private static boolean mayHavePassword(String url) {
    return url.indexOf('@') >= 0;
  }

  /** The address alone. */
  @Override
  public String toString() {
    return url.toString();
  }
}
