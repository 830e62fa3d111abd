package io.stratumj.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.core.pow.Sha256d;
import io.stratumj.core.spi.ShareValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SPEC C3: firmwares that mine an old job with a new extranonce. */
class MovedExtranonceTest {
  private static final String BEFORE = "10000001";
  private static final String AFTER = "10000002";
  private static final String EN2 = "0000000000000001";
  private static final String TIME = Pool.hex(1_700_000_001);

  private final Scripted validator = new Scripted();
  private final Pool pool =
      new Pool(options -> options.shareValidator(() -> validator)).publish(Pool.job(1));
  private final Talk talk = new Talk(pool).mining("a");

  @BeforeEach
  void move() {
    talk.say("{\"id\":3,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
    var moved = pool.protocol().sessions().changeExtranonce(talk.conversation().info().id());
    pool.runTasks();
    assertEquals(true, moved.toCompletableFuture().join());
    talk.ignore();
  }

  @Test
  @DisplayName("C3: what fails under the extranonce of its job counts under the present one")
  void shareOfTheNewExtranonceCounts() {
    validator.says(BEFORE, Found.NOTHING).says(AFTER, Found.SHARE);
    assertEquals(0, code());
    AcceptedShare share = pool.recorded.get(0);
    assertEquals(AFTER, share.work().extranonce().extranonce1().toHex());
    assertEquals(Scripted.hash(AFTER), share.id());
    assertEquals(List.of(), pool.blocks);
  }

  @Test
  @DisplayName("C3: what counts under the extranonce of its job is tried under no other")
  void shareOfTheOldExtranonceCounts() {
    validator.says(BEFORE, Found.SHARE).says(AFTER, Found.SHARE);
    assertEquals(0, code());
    assertEquals(List.of(BEFORE), validator.asked);
    assertEquals(BEFORE, pool.recorded.get(0).work().extranonce().extranonce1().toHex());
  }

  @Test
  @DisplayName("C3: what fails under both is refused")
  void shareOfNeitherIsRefused() {
    validator.says(BEFORE, Found.NOTHING).says(AFTER, Found.NOTHING);
    assertEquals(23, code());
    assertEquals(List.of(BEFORE, AFTER), validator.asked);
  }

  @Test
  @DisplayName("C3, S2: a block is handed out, whichever extranonce it is of")
  void blocksOfEitherExtranonceAreHandedOut() {
    validator.says(BEFORE, Found.NOTHING).says(AFTER, Found.BLOCK_AND_NO_SHARE);
    assertEquals(23, code());
    assertEquals(AFTER, pool.blocks.get(0).work().extranonce().extranonce1().toHex());

    validator.says(BEFORE, Found.BLOCK_AND_NO_SHARE).says(AFTER, Found.SHARE);
    assertEquals(23, code());
    assertEquals(BEFORE, pool.blocks.get(1).work().extranonce().extranonce1().toHex());
    assertEquals(2, pool.blocks.size());
  }

  @Test
  @DisplayName("L7: a share is judged although its block could not be handed out")
  void blockThatCannotBeBuilt() {
    validator.headerFails = true;
    validator.says(BEFORE, Found.BLOCK_AND_NO_SHARE);
    assertEquals(23, code());
    assertEquals(List.of(), pool.blocks);
    assertEquals(List.of("ShareValidator: java.lang.IllegalStateException: scripted"), pool.faults);
  }

  @Test
  @DisplayName("L7: a validator that throws at one extranonce is heard of the other")
  void validatorThatThrows() {
    validator.says(BEFORE, Found.NOTHING).says(AFTER, Found.BUG);
    assertEquals(23, code());
    assertEquals(1, pool.faults.size());
    validator.says(BEFORE, Found.BUG).says(AFTER, Found.SHARE);
    assertEquals(20, code());
    assertEquals(2, pool.faults.size());
    assertEquals(List.of(), pool.recorded);
  }

  /** Submits a share of the first job. */
  private int code() {
    return Talk.error(talk.submit("a", "1", EN2, TIME, "00000001").hear().get(0));
  }

  private enum Found {
    NOTHING,
    SHARE,
    BLOCK_AND_NO_SHARE,
    BUG
  }

  /** Finds what it was told to, by the extranonce1. */
  private static final class Scripted implements ShareValidator {
    final List<String> asked = new ArrayList<>();
    boolean headerFails;
    private final Map<String, Found> script = new HashMap<>();

    Scripted says(String extranonce1, Found found) {
      script.put(extranonce1, found);
      return this;
    }

    static Hash256 hash(String extranonce1) {
      return new Sha256d().hash(Bytes.fromHex(extranonce1));
    }

    @Override
    public ProofOfWork prove(Work work, Share share) {
      String extranonce1 = work.extranonce().extranonce1().toHex();
      asked.add(extranonce1);
      Found found = script.get(extranonce1);
      if (found == Found.BUG) {
        throw new IllegalStateException("scripted");
      }
      return new ProofOfWork(
          hash(extranonce1), found == Found.SHARE, found == Found.BLOCK_AND_NO_SHARE);
    }

    @Override
    public Bytes header(Work work, Share share) {
      if (headerFails) {
        throw new IllegalStateException("scripted");
      }
      return work.extranonce().extranonce1();
    }

    @Override
    public Bytes coinbase(Work work, Share share) {
      return Bytes.EMPTY;
    }

    @Override
    public Hash256 blockHash(Bytes header) {
      return new Sha256d().hash(header);
    }
  }
}
