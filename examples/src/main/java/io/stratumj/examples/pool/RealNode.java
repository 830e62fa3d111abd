package io.stratumj.examples.pool;

import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.JobFactory;
import io.stratumj.examples.node.NodeBlockSink;
import io.stratumj.examples.node.NodeJobSource;
import io.stratumj.examples.node.NodeTimings;
import io.stratumj.examples.node.rpc.NodeClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Real nodes: jobs are made of their templates, blocks go to all of them.
 *
 * <p><em>Thread-safe.</em>
 */
final class RealNode implements PoolNode {
  private final NodeOptions options;
  private final NodeJobSource jobs;
  private final NodeBlockSink blocks;

  /**
   * These nodes; none is asked anything before the start.
   *
   * @throws IllegalArgumentException if the folder for candidates cannot be written to
   */
  RealNode(NodeOptions options, JobFactory factory) {
    List<NodeClient> nodes = options.nodes().stream().map(NodeClient::of).toList();
    this.options = options;
    this.jobs = NodeJobSource.of(nodes, factory, options.chain(), NodeTimings.DEFAULTS);
    this.blocks = NodeBlockSink.of(nodes, options.candidateFolder(), jobs::refresh);
  }

  @Override
  public void start(JobSink sink) {
    blocks.start();
    jobs.start(sink);
  }

  @Override
  public void close() {
    jobs.close();
  }

  @Override
  public void closeBlocks() {
    blocks.close();
  }

  @Override
  public BlockSink blockSink() {
    return blocks;
  }

  @Override
  public Optional<BlockKeeper> blockKeeper() {
    return Optional.of(blocks);
  }

  @Override
  public String description() {
    return "node "
        + options.nodes().stream().map(Object::toString).collect(Collectors.joining(" and node "));
  }
}
