package io.stratumj.examples.pool;

import io.stratumj.core.jobs.ManualJobSource;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.spi.JobSink;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.util.concurrent.CompletableFuture;

/**
 * Serves one template for ever. The server itself sends it again with a later time when nothing
 * else comes (SPEC J5). There is no node behind it, so blocks go nowhere.
 *
 * <p><em>Thread-safe.</em> Has no thread.
 */
final class TemplateFileNode implements PoolNode {
  private final ManualJobSource jobs = new ManualJobSource();
  private final BlockTemplate template;

  /**
   * A stand-in that serves this template.
   *
   * @throws IllegalArgumentException if no job can be made of it
   */
  TemplateFileNode(BlockTemplate template, JobFactory factory) {
    this.template = template;
    try {
      jobs.publishClean(factory.job(template));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no job can be made of the --template: " + e.getMessage(), e);
    }
  }

  @Override
  public void start(JobSink sink) {
    jobs.start(sink);
  }

  @Override
  public void close() {
    jobs.close();
  }

  @Override
  public BlockSink blockSink() {
    return candidate ->
        CompletableFuture.completedStage(
            new BlockVerdict.Rejected("not submitted: a template file has no node"));
  }

  @Override
  public String description() {
    return "template of height %d, %d transactions, network bits %08x"
        .formatted(template.height(), template.transactions().size(), template.nBits());
  }
}
