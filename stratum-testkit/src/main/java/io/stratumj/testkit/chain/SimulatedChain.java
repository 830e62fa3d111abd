package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.testkit.chain.ChainTree.ChainBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A Bitcoin-like chain with a node's manners: templates with transactions, a tip, and an answer to
 * every block it is given. What miners bring is judged by a {@link BlockVerifier}; the blocks of
 * others, which {@link #mineBlock} finds, are made up.
 *
 * <p>Deterministic: the same options, clock and calls give the same chain, byte for byte.
 *
 * <p><em>Thread-safe</em>: one lock around everything. Job sources that follow the chain are called
 * inside it, so that they hear of tips in their order, and before the call that moved the tip
 * returns. Time is what the clock says, in seconds since 1970.
 */
public final class SimulatedChain {
  private static final int VERSION_MIN = 4;
  private static final int PAST_BLOCKS = 11;
  private static final int FUTURE_SECONDS_MAX = 7_200;

  private final ChainOptions options;
  private final LongSupplier epochSeconds;
  private final Mempool mempool;
  private final ChainTree tree;
  private final ForeignBlocks foreignBlocks;
  private final BlockVerifier verifier;
  private final List<Consumer<BlockTemplate>> followers = new ArrayList<>();

  private SimulatedChain(ChainOptions options, LongSupplier epochSeconds) {
    this.options = options;
    this.epochSeconds = epochSeconds;
    verifier = BlockVerifier.of(options.proof(), this::contextOn);
    mempool = new Mempool(options);
    foreignBlocks = new ForeignBlocks(options, epochSeconds);
    tree = new ChainTree(foreignBlocks.past(PAST_BLOCKS, ChainHash.ZERO));
    for (int depth = PAST_BLOCKS - 1; depth >= 0; depth--) {
      ChainBlock block = foreignBlocks.past(depth, tree.tip().hash());
      tree.add(block);
      tree.moveTo(block);
    }
  }

  /**
   * A chain on a clock.
   *
   * @param epochSeconds tells the time, in seconds since 1970; called inside the chain's lock
   */
  public static SimulatedChain create(ChainOptions options, LongSupplier epochSeconds) {
    return new SimulatedChain(options, epochSeconds);
  }

  /** A chain on the system's clock. */
  public static SimulatedChain onSystemClock(ChainOptions options) {
    return new SimulatedChain(options, () -> System.currentTimeMillis() / 1_000);
  }

  /** What a node would answer to {@code getblocktemplate}: the result object as JSON. */
  public synchronized String templateJson() {
    ChainBlock parent = tree.tip();
    BlockContext context = contextAfter(parent);
    long curTime = Math.max(context.minTime(), epochSeconds.getAsLong());
    return TemplateWriter.write(context, parent.hash(), curTime, mempool.best(), mempool.changes());
  }

  /** A template on the tip, as the library reads it. */
  public BlockTemplate template() {
    return BlockTemplate.parse(templateJson());
  }

  /** The height of the tip. */
  public synchronized int height() {
    return tree.tip().height();
  }

  /** The tip's hash. */
  public synchronized Hash256 tip() {
    return tree.tip().hash();
  }

  /** Whether this block is the tip or below it; only the last hundred blocks are remembered. */
  public synchronized boolean isInBestChain(Hash256 block) {
    return tree.isInBestChain(block);
  }

  /**
   * Takes a serialized block, as {@code submitblock} does. If it becomes the tip, job sources that
   * follow the chain have published work on it when this returns.
   *
   * @return accepted if it is the tip now; inconclusive if it is good but another is the tip; else
   *     why not
   */
  public synchronized BlockVerdict submit(Bytes block) {
    Optional<ParsedBlock> parsed = BlockParser.parse(block);
    if (parsed.isPresent() && tree.find(parsed.get().hash()).isPresent()) {
      return tree.isInvalid(parsed.get().hash())
          ? new BlockVerdict.Rejected("duplicate-invalid")
          : new BlockVerdict.Duplicate();
    }
    if (parsed.isPresent() && tree.isInvalid(parsed.get().parent())) {
      return new BlockVerdict.Rejected("bad-prevblk");
    }
    Optional<String> refusal = verifier.refusal(block);
    if (parsed.isEmpty() || refusal.isPresent()) {
      return new BlockVerdict.Rejected(refusal.orElse("Block decode failed"));
    }
    return connect(parsed.get());
  }

  /** A sink that submits candidates to this chain, on the caller's thread. */
  public BlockSink blockSink() {
    return candidate ->
        CompletableFuture.completedStage(
            candidate
                .block()
                .map(this::submit)
                .orElse(new BlockVerdict.Rejected("no block: its job came from no template")));
  }

  /**
   * Somebody else finds the next block, with most of the waiting transactions.
   *
   * @return its hash
   */
  public synchronized Hash256 mineBlock() {
    setTip(foreignBlock(tree.tip()));
    tellFollowers();
    return tip();
  }

  /**
   * The tip turns out invalid: its parent is the tip again, its transactions wait again, and blocks
   * on it are refused from now on.
   *
   * @throws IllegalStateException if that leads below where the chain began
   */
  public synchronized void invalidateTip() {
    ChainBlock invalid = tree.tip();
    setTip(ancestor(1));
    tree.invalidate(invalid);
    tellFollowers();
  }

  /**
   * Somebody else has a branch that leaves the best chain this many blocks below the tip and is one
   * block longer. Followers hear of the new tip only.
   *
   * @throws IllegalStateException if that leads below where the chain began
   */
  public synchronized void reorganize(int depth) {
    ChainBlock fork = ancestor(depth);
    setTip(fork);
    for (int i = 0; i <= depth; i++) {
      setTip(foreignBlock(tree.tip()));
    }
    tellFollowers();
  }

  /** New transactions arrive; those that pay best will be in the next template. */
  public synchronized void receiveTransactions(int count) {
    mempool.receive(count);
  }

  /** Calls the follower with a template now and after each change of the tip. */
  synchronized void follow(Consumer<BlockTemplate> follower) {
    follower.accept(template());
    followers.add(follower);
  }

  synchronized void unfollow(Consumer<BlockTemplate> follower) {
    followers.remove(follower);
  }

  /** Calls with a template, and lets the tip not move meanwhile. */
  synchronized void offerTemplate(Consumer<BlockTemplate> taker) {
    taker.accept(template());
  }

  private BlockVerdict connect(ParsedBlock parsed) {
    ChainBlock block =
        new ChainBlock(
            parsed.hash(),
            parsed.parent(),
            tree.find(parsed.parent()).orElseThrow().height() + 1,
            parsed.time(),
            parsed.transactions().stream().skip(1).map(ParsedBlock.Transaction::txid).toList());
    tree.add(block);
    if (block.height() <= tree.tip().height()) {
      return new BlockVerdict.Inconclusive();
    }
    setTip(block);
    tellFollowers();
    return new BlockVerdict.Accepted();
  }

  private void setTip(ChainBlock block) {
    ChainTree.Move move = tree.moveTo(block);
    move.left().forEach(left -> mempool.restore(left.txids()));
    move.taken().forEach(taken -> mempool.confirm(taken.txids()));
    mempool.forget(tree.forgetDeep());
  }

  private void tellFollowers() {
    if (!followers.isEmpty()) {
      BlockTemplate template = template();
      List.copyOf(followers).forEach(follower -> follower.accept(template));
    }
  }

  private synchronized Optional<BlockContext> contextOn(Hash256 parent) {
    return tree.find(parent).map(this::contextAfter);
  }

  private BlockContext contextAfter(ChainBlock parent) {
    int height = parent.height() + 1;
    return new BlockContext(
        height,
        options.nBits(),
        tree.medianTimePast(parent) + 1,
        epochSeconds.getAsLong() + FUTURE_SECONDS_MAX,
        VERSION_MIN,
        options.segwit(),
        options.subsidy(height),
        txid -> tree.isConfirmed(txid, parent) ? OptionalLong.empty() : mempool.fee(txid));
  }

  private ChainBlock ancestor(int depth) {
    ChainBlock block = tree.tip();
    for (int i = 0; i < depth; i++) {
      block =
          tree.find(block.parent())
              .orElseThrow(() -> new IllegalStateException("the chain does not go back so far"));
    }
    return block;
  }

  private ChainBlock foreignBlock(ChainBlock parent) {
    long minTime = tree.medianTimePast(parent) + 1;
    ChainBlock block = foreignBlocks.next(parent, minTime, mempool.best());
    tree.add(block);
    return block;
  }
}
