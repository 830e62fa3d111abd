package io.stratumj.examples.node;

import io.stratumj.examples.node.rpc.ChainState;
import io.stratumj.examples.node.rpc.NodeClient;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps count of the nodes that failed one after the other. When all have, there is no work: it
 * says so to the server, and to the log when it begins and whenever the reason is another one.
 * <em>Confined</em> to one thread.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(NodeJobSource.class);

  private final JobPublisher publisher;
  private final int nodes;
  private final List<String> problems = new ArrayList<>();
  private boolean lastJobStands;
  private String told = "";

  Outage(JobPublisher publisher, int nodes) {
    this.publisher = publisher;
    this.nodes = nodes;
  }

  /**
   * One more node has failed.
   *
   * @param problem why, fit for the log
   * @param jobStands whether it leaves the last job worth doing all the same; one node that does is
   *     enough
   */
  void failed(String problem, boolean jobStands) {
    if (isTotal()) {
      problems.clear();
      lastJobStands = false;
    }
    problems.add(problem);
    lastJobStands |= jobStands;
    if (isTotal()) {
      tell();
    }
  }

  /** Whether every node has failed since one worked. */
  boolean isTotal() {
    return problems.size() >= nodes;
  }

  /** A node works, and its template is published. */
  void ended(NodeClient node, ChainState state) {
    if (told.isEmpty() && !problems.isEmpty()) {
      LOG.warn("{}", String.join("; ", problems));
    }
    LOG.info(
        "jobs come from node {}, chain {}, height {}",
        node.endpoint(),
        state.name(),
        state.height());
    problems.clear();
    lastJobStands = false;
    told = "";
  }

  private void tell() {
    String reason = String.join("; ", problems);
    String line = lastJobStands ? reason + "; the last job stays" : "no work: " + reason;
    if (!line.equals(told)) {
      told = line;
      LOG.warn("{}; asking again until it is better", line);
    }
    if (!lastJobStands) {
      publisher.unavailable(reason);
    }
  }
}
