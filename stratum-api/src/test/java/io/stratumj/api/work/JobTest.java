package io.stratumj.api.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values around a job: what they refuse, and what they are called on the wire. */
class JobTest {
  private static final Hash256 PARENT = Hash256.fromDisplayHex("0".repeat(64));
  private static final Bytes HALF = Bytes.fromHex("0102");
  private static final Bytes BRANCH = Bytes.of(new byte[32]);

  @Test
  void keepsItsBranchesWhateverBecomesOfTheList() {
    List<Bytes> branches = new ArrayList<>(List.of(BRANCH));
    Job job = job(HALF, HALF, 12, branches, 0x1d00ffff);
    branches.clear();
    assertEquals(List.of(BRANCH), job.merkleBranches());
    assertEquals(Target.DIFFICULTY_ONE, job.networkTarget());
  }

  @Test
  void isTheSameButForTheTime() {
    Job job = job(HALF, HALF, 12, List.of(BRANCH), 0x1d00ffff);
    Job later = job.withNTime(0xffffffff);
    assertEquals(0xffffffff, later.nTime());
    assertEquals(job, later.withNTime(job.nTime()));
  }

  @Test
  void refusesWhatCannotBeMined() {
    List<Bytes> none = List.of();
    assertRefused(() -> job(Bytes.EMPTY, HALF, 12, none, 0x1d00ffff));
    assertRefused(() -> job(HALF, Bytes.EMPTY, 12, none, 0x1d00ffff));
    assertRefused(() -> job(HALF, HALF, 3, none, 0x1d00ffff));
    assertRefused(() -> job(HALF, HALF, 17, none, 0x1d00ffff));
    assertRefused(() -> job(HALF, HALF, 12, List.of(HALF), 0x1d00ffff));
    assertRefused(() -> job(HALF, HALF, 12, Collections.nCopies(33, BRANCH), 0x1d00ffff));
    assertRefused(() -> job(HALF, HALF, 12, none, 0x04923456));
    assertRefused(() -> job(HALF, HALF, 12, none, 0xff123456));
  }

  @Test
  void takesAllThatIsJustAllowed() {
    List<Bytes> deepest = Collections.nCopies(32, BRANCH);
    assertEquals(4, job(HALF, HALF, 4, deepest, 0x1d00ffff).extranonceSize());
    assertEquals(16, job(HALF, HALF, 16, deepest, 0x1d00ffff).extranonceSize());
  }

  /** SPEC H4: both extranonces have 2 to 8 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9})
  void refusesExtranoncesOfOtherSizes(int size) {
    assertRefused(() -> new Extranonce(Bytes.of(new byte[size]), 4));
    assertRefused(() -> new Extranonce(Bytes.of(new byte[4]), size));
  }

  @Test
  void anExtranonceIsAsLongAsBothParts() {
    assertEquals(4, new Extranonce(Bytes.of(new byte[2]), 2).size());
    assertEquals(16, new Extranonce(Bytes.of(new byte[8]), 8).size());
  }

  @Test
  void aBlockBodyIsShownBySize() {
    BlockBody body =
        new BlockBody(Collections.nCopies(7, Bytes.of(new byte[100])), true, Bytes.EMPTY);
    assertEquals("BlockBody[7 transactions, 700 bytes, segwit=true]", body.toString());
  }

  /** SPEC J2: job ids are lower-case hex, 1 to 16 chars. */
  @Property
  void aJobIdIsShortLowerCaseHex(@ForAll long value, @ForAll long other) {
    JobId id = new JobId(value);
    assertTrue(id.toWire().matches("0|[1-9a-f][0-9a-f]{0,15}"), id.toWire());
    assertEquals(value, Long.parseUnsignedLong(id.toWire(), 16));
    assertEquals(id.toWire(), id.toString());
    assertEquals(Long.compareUnsigned(value, other), id.compareTo(new JobId(other)), id.toWire());
    assertEquals(value == other, id.equals(new JobId(other)));
  }

  @Test
  void workAtAnotherDifficultyOrInAnotherPlaceIsTheSameWork() {
    Extranonce extranonce = new Extranonce(Bytes.of(new byte[4]), 8);
    Job job = job(HALF, HALF, 12, List.of(), 0x1d00ffff);
    Work work =
        new Work(
            new JobId(1), job, extranonce, Difficulty.ONE, Target.DIFFICULTY_ONE, VersionMask.NONE);
    Work easier = work.at(Difficulty.of(0.5), Target.MAX);
    assertFalse(easier.equals(work));
    assertEquals(Difficulty.of(0.5), easier.difficulty());
    assertEquals(work, easier.at(work.difficulty(), work.target()));
    Extranonce elsewhere = new Extranonce(Bytes.of(new byte[5]), 7);
    assertEquals(elsewhere, work.with(elsewhere).extranonce());
    assertEquals(work, work.with(elsewhere).with(extranonce));
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable making) {
    assertThrows(IllegalArgumentException.class, making);
  }

  private static Job job(
      Bytes coinbase1, Bytes coinbase2, int extranonceSize, List<Bytes> branches, int nBits) {
    return new Job(
        PARENT,
        coinbase1,
        coinbase2,
        extranonceSize,
        branches,
        0x20000000,
        nBits,
        1,
        0,
        Optional.empty());
  }
}
