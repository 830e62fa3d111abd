package io.stratumj.testkit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.spi.BlockVerdict;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.TemplateTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulatedChainTest {
  private static final ChainOptions SMALL = ChainOptions.defaults().withTransactions(20);

  private final AtomicLong now = new AtomicLong(1_800_000_000L);
  private final SimulatedChain chain = SimulatedChain.create(SMALL, now::get);

  @Test
  void aTemplateIsLikeThatOfANode() {
    SimulatedChain busy = SimulatedChain.create(ChainOptions.defaults(), now::get);
    BlockTemplate template = busy.template();
    assertEquals(900_001, template.height());
    assertEquals(busy.tip(), template.previousHash());
    assertEquals(300, template.transactions().size());
    assertEquals(now.get(), template.curTime());
    assertTrue(template.minTime() < template.curTime());
    assertTrue(template.segwit());
    // 50 coins, halved four times by height 840,000, and some fees
    assertTrue(template.coinbaseValue() > 312_500_000L);
    assertTrue(template.coinbaseValue() < 400_000_000L);
    assertTrue(template.transactions().stream().anyMatch(tx -> tx.txid().equals(tx.hash())));
    assertTrue(template.transactions().stream().anyMatch(tx -> !tx.txid().equals(tx.hash())));
  }

  @Test
  void aBlockMinedByTheLibraryIsAcceptedAndBecomesTheTip() {
    Bytes block = BlockForge.mine(chain.template());
    assertEquals(new BlockVerdict.Accepted(), chain.submit(block));
    assertEquals(900_001, chain.height());
    assertEquals(ChainHash.sha256d(block.slice(0, 80)), chain.tip());
    assertEquals(new BlockVerdict.Duplicate(), chain.submit(block));
  }

  @Property(tries = 30)
  void everyBlockMinedByTheLibraryIsAccepted(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int transactions,
      @ForAll @IntRange(min = 11, max = 70_000) int height,
      @ForAll boolean segwit) {
    ChainOptions options =
        ChainOptions.defaults()
            .withSeed(seed)
            .withTransactions(transactions)
            .withStartHeight(height);
    SimulatedChain any =
        SimulatedChain.create(segwit ? options : options.withoutSegwit(), now::get);
    for (int i = 1; i <= 8; i++) {
      assertEquals(new BlockVerdict.Accepted(), any.submit(BlockForge.mine(any.template())));
      assertEquals(height + i, any.height());
    }
  }

  @Test
  void theSameSeedGivesTheSameChainAndAnotherSeedAnother() {
    assertEquals(story(SMALL), story(SMALL));
    assertNotEquals(story(SMALL), story(SMALL.withSeed(2)));
  }

  private List<String> story(ChainOptions options) {
    SimulatedChain told = SimulatedChain.create(options, now::get);
    String first = told.templateJson();
    told.mineBlock();
    told.receiveTransactions(3);
    told.submit(BlockForge.mine(told.template()));
    told.reorganize(1);
    return List.of(first, told.templateJson(), told.tip().toDisplayHex());
  }

  @Test
  void aBlockTakesItsTransactionsOutOfTheNextTemplate() {
    Set<Hash256> before = txids(chain.template());
    chain.submit(BlockForge.mine(chain.template()));
    Set<Hash256> after = txids(chain.template());
    assertEquals(20, after.size());
    after.retainAll(before);
    assertEquals(Set.of(), after);
  }

  @Test
  void newTransactionsThatPayBetterComeIntoTheTemplate() {
    Set<Hash256> before = txids(chain.template());
    String longPollId = chain.template().longPollId().orElseThrow();
    chain.receiveTransactions(200);
    BlockTemplate template = chain.template();
    assertEquals(20, template.transactions().size());
    assertNotEquals(before, txids(template));
    assertNotEquals(longPollId, template.longPollId().orElseThrow());
  }

  @Test
  void anotherMinersBlockMovesTheTip() {
    Hash256 old = chain.tip();
    Hash256 tip = chain.mineBlock();
    assertEquals(tip, chain.tip());
    assertEquals(tip, chain.template().previousHash());
    assertEquals(900_001, chain.height());
    assertTrue(chain.isInBestChain(old));
    assertTrue(tip.toDisplayHex().compareTo("7fffff" + "0".repeat(58)) <= 0);
  }

  @Test
  void aBlockOnTheOldTipIsInconclusiveAndALongerBranchTakesOver() {
    BlockTemplate old = chain.template();
    Hash256 foreign = chain.mineBlock();
    Bytes side = BlockForge.mine(old);
    assertEquals(new BlockVerdict.Inconclusive(), chain.submit(side));
    assertEquals(foreign, chain.tip());
    assertEquals(new BlockVerdict.Duplicate(), chain.submit(side));
    Hash256 sideHash = ChainHash.sha256d(side.slice(0, 80));
    assertEquals(new BlockVerdict.Accepted(), chain.submit(emptyBlock(old, sideHash)));
    assertFalse(chain.isInBestChain(foreign));
    assertTrue(chain.isInBestChain(sideHash));
  }

  /** A block without transactions, one above those of the template. */
  private static Bytes emptyBlock(BlockTemplate template, Hash256 parent) {
    BlockForge.Plan plan = new BlockForge.Plan(template);
    plan.parent = parent.toInternal().toHex();
    plan.script = "03" + BlockForge.littleEndian(template.height() + 1, 3) + "00";
    plan.transactions.clear();
    plan.txids.clear();
    plan.commitment = "";
    plan.witness = false;
    plan.value = 1;
    return plan.forge();
  }

  @Test
  void aTransactionOfTheBranchCannotBeMinedAgain() {
    BlockTemplate template = chain.template();
    chain.submit(BlockForge.mine(template));
    BlockForge.Plan again = new BlockForge.Plan(template);
    again.parent = chain.tip().toInternal().toHex();
    again.script = "03" + BlockForge.littleEndian(900_002, 3) + "00";
    assertEquals(
        new BlockVerdict.Rejected("bad-txns-inputs-missingorspent"), chain.submit(again.forge()));
  }

  @Test
  void anInvalidatedTipGivesItsTransactionsBackAndTakesNoChildren() {
    BlockTemplate before = chain.template();
    Bytes block = BlockForge.mine(before);
    chain.submit(block);
    BlockTemplate onInvalid = chain.template();
    chain.invalidateTip();
    assertEquals(900_000, chain.height());
    assertEquals(before.previousHash(), chain.tip());
    // The transactions of the lost block compete with those that came after it.
    Set<Hash256> allowed = txids(before);
    allowed.addAll(txids(onInvalid));
    assertTrue(allowed.containsAll(txids(chain.template())));
    assertEquals(new BlockVerdict.Rejected("duplicate-invalid"), chain.submit(block));
    assertEquals(
        new BlockVerdict.Rejected("bad-prevblk"), chain.submit(BlockForge.mine(onInvalid)));
    assertEquals(new BlockVerdict.Accepted(), chain.submit(BlockForge.mine(chain.template(), 7)));
  }

  @Test
  void aReorganizationReplacesBlocksByALongerBranch() {
    Bytes ours = BlockForge.mine(chain.template());
    chain.submit(ours);
    chain.reorganize(1);
    assertEquals(900_002, chain.height());
    assertFalse(chain.isInBestChain(ChainHash.sha256d(ours.slice(0, 80))));
    assertEquals(new BlockVerdict.Accepted(), chain.submit(BlockForge.mine(chain.template())));
  }

  @Test
  void theChainDoesNotGoBackBeyondItsBeginning() {
    for (int i = 0; i < 11; i++) {
      chain.invalidateTip();
    }
    assertThrows(IllegalStateException.class, chain::invalidateTip);
    assertThrows(IllegalStateException.class, () -> chain.reorganize(1));
  }

  @Test
  void onlyTheLastHundredBlocksAreRemembered() {
    Hash256 first = chain.tip();
    BlockTemplate early = chain.template();
    for (int i = 0; i < 150; i++) {
      now.addAndGet(60);
      chain.mineBlock();
    }
    assertEquals(900_150, chain.height());
    assertFalse(chain.isInBestChain(first));
    assertEquals(
        new BlockVerdict.Rejected("prev-blk-not-found"), chain.submit(BlockForge.mine(early)));
    assertEquals(new BlockVerdict.Accepted(), chain.submit(BlockForge.mine(chain.template())));
  }

  @Test
  void timesFollowTheClockButNeverFallBehindTheMedian() {
    now.set(1_700_000_000L);
    BlockTemplate template = chain.template();
    assertEquals(template.minTime(), template.curTime());
    assertTrue(Integer.toUnsignedLong(template.curTime()) > now.get());
  }

  @Test
  void theSubsidyIsHalved() {
    ChainOptions options = SMALL.withTransactions(0).withHalvingInterval(100);
    assertEquals(50_0000_0000L, valueAfter(options.withStartHeight(98)));
    assertEquals(25_0000_0000L, valueAfter(options.withStartHeight(99)));
    assertEquals(1, valueAfter(options.withStartHeight(3_250)));
    assertEquals(0, valueAfter(options.withStartHeight(9_999)));
  }

  private long valueAfter(ChainOptions options) {
    return SimulatedChain.create(options, now::get).template().coinbaseValue();
  }

  @Test // a chain of another algorithm
  void theProofMayBeAnotherHash() {
    SimulatedChain other =
        SimulatedChain.create(
            SMALL.withProof(header -> Hash256.fromDisplayHex("8".repeat(64))), now::get);
    assertEquals(
        new BlockVerdict.Rejected("high-hash"), other.submit(BlockForge.mine(other.template())));
  }

  @Test
  void optionsThatMakeNoChainAreRefused() {
    ChainOptions options = ChainOptions.defaults();
    assertThrows(IllegalArgumentException.class, () -> options.withStartHeight(10));
    assertThrows(IllegalArgumentException.class, () -> options.withBits(0));
    assertThrows(IllegalArgumentException.class, () -> options.withTransactions(-1));
    assertThrows(IllegalArgumentException.class, () -> options.withTransactions(3_501));
    assertThrows(IllegalArgumentException.class, () -> options.withHalvingInterval(0));
    assertEquals(0x1d00ffff, options.withBits(0x1d00ffff).nBits());
  }

  @Test
  void theFullestTemplateFitsIntoABlock() {
    SimulatedChain full =
        SimulatedChain.create(ChainOptions.defaults().withTransactions(3_500), now::get);
    BlockTemplate template = full.template();
    assertEquals(3_500, template.transactions().size());
    assertEquals(new BlockVerdict.Accepted(), full.submit(BlockForge.mine(template)));
  }

  private static Set<Hash256> txids(BlockTemplate template) {
    Set<Hash256> txids = new HashSet<>();
    template.transactions().stream().map(TemplateTransaction::txid).forEach(txids::add);
    return txids;
  }
}
