package io.stratumj.examples.pool;

import io.stratumj.examples.node.rpc.NodeCredentials;
import io.stratumj.examples.node.rpc.NodeEndpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that is about real nodes, as picocli fills it in. */
final class NodeArguments {
  private static final Path CANDIDATES_DEFAULT = Path.of("candidates");

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "Mine for the node whose RPC interface is at this address, for example"
              + " http://127.0.0.1:8332, instead of the simulated chain. May be given several"
              + " times: templates come from the first that works, blocks go to all")
  private List<NodeEndpoint> nodes = List.of();

  @Option(
      names = "--node-user",
      paramLabel = "USER",
      description =
          "The user to log in to the node with. Given once it is for all nodes, else once for each"
              + " in their order; so are the two below")
  private List<String> users = List.of();

  @Option(names = "--node-password", paramLabel = "PASSWORD", description = "The password for it")
  private List<String> passwords = List.of();

  @Option(
      names = "--node-cookie",
      paramLabel = "FILE",
      description =
          "Log in with the cookie file the node writes when it starts, which keeps the password out"
              + " of the list of processes")
  private List<Path> cookies = List.of();

  @Option(
      names = "--chain",
      paramLabel = "NAME",
      description =
          "The chain the nodes must have, as they call it: main, test, signet, regtest. Default:"
              + " the one the first node has at the start")
  private @Nullable String chain;

  @Option(
      names = "--payout-address",
      paramLabel = "ADDRESS",
      description = "The address blocks pay to; the node translates it into a script")
  private @Nullable String payoutAddress;

  @Option(
      names = "--candidates",
      paramLabel = "DIR",
      description =
          "Where blocks are kept in files until the nodes have judged them; those found there at"
              + " the start are submitted again. Default: candidates, in the current folder")
  private @Nullable Path candidates;

  /**
   * What was asked for; empty without {@code --node}.
   *
   * @param hasPayoutScript whether blocks pay to a script that was given
   * @throws IllegalArgumentException naming an option that is wrong or misses another
   */
  Optional<NodeOptions> options(boolean hasPayoutScript) {
    if (nodes.isEmpty()) {
      refuseWithoutNode();
      return Optional.empty();
    }
    if (hasPayoutScript == (payoutAddress != null)) {
      throw new IllegalArgumentException(
          hasPayoutScript
              ? "--payout-address and --payout-script contradict each other"
              : "--node needs --payout-address or --payout-script: whom shall blocks pay?");
    }
    if (chain != null && chain.isBlank()) {
      throw new IllegalArgumentException("--chain is blank");
    }
    return Optional.of(
        new NodeOptions(
            endpoints(),
            Optional.ofNullable(chain),
            candidates == null ? CANDIDATES_DEFAULT : candidates,
            Optional.ofNullable(payoutAddress)));
  }

  private void refuseWithoutNode() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--node-user", !users.isEmpty());
    given.put("--node-password", !passwords.isEmpty());
    given.put("--node-cookie", !cookies.isEmpty());
    given.put("--chain", chain != null);
    given.put("--payout-address", payoutAddress != null);
    given.put("--candidates", candidates != null);
    given.forEach(
        (option, isGiven) -> {
          if (isGiven) {
            throw new IllegalArgumentException(option + " means nothing without --node");
          }
        });
  }

  private List<NodeEndpoint> endpoints() {
    if (!cookies.isEmpty() && !(users.isEmpty() && passwords.isEmpty())) {
      throw new IllegalArgumentException(
          "--node-cookie and --node-user or --node-password contradict each other");
    }
    if (users.isEmpty() != passwords.isEmpty()) {
      throw new IllegalArgumentException("--node-user and --node-password need each other");
    }
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      endpoints.add(nodes.get(i).with(credentials(i)));
    }
    return endpoints;
  }

  private NodeCredentials credentials(int node) {
    if (!cookies.isEmpty()) {
      return NodeCredentials.cookieFile(of(node, "--node-cookie", cookies));
    }
    if (users.isEmpty()) {
      return NodeCredentials.none();
    }
    try {
      return NodeCredentials.password(
          of(node, "--node-user", users), of(node, "--node-password", passwords));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--node-user: " + e.getMessage(), e);
    }
  }

  private <T> T of(int node, String option, List<T> values) {
    if (values.size() != 1 && values.size() != nodes.size()) {
      throw new IllegalArgumentException(
          "%s is given %d times, but there are %d nodes: once for all, or once for each"
              .formatted(option, values.size(), nodes.size()));
    }
    return values.get(values.size() == 1 ? 0 : node);
  }
}
