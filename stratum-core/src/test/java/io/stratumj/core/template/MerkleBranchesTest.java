package io.stratumj.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Hash256;
import io.stratumj.core.template.RecordedBlock.Resources;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleBranchesTest {
  /** The naive reference: the whole tree, level by level. */
  static Bytes naiveRoot(List<Bytes> leaves) {
    List<Bytes> level = leaves;
    while (level.size() > 1) {
      List<Bytes> parents = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Bytes right = i + 1 < level.size() ? level.get(i + 1) : level.get(i);
        parents.add(sha256d(Bytes.concat(level.get(i), right)));
      }
      level = parents;
    }
    return level.get(0);
  }

  private static Bytes fold(Bytes coinbaseHash, List<Bytes> branches) {
    Bytes root = coinbaseHash;
    for (Bytes branch : branches) {
      root = sha256d(Bytes.concat(root, branch));
    }
    return root;
  }

  static Bytes sha256d(Bytes bytes) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.of(sha256.digest(sha256.digest(bytes.toByteArray())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property
  void foldingTheBranchesGivesTheRootOfTheWholeTree(
      @ForAll long seed, @ForAll @IntRange(max = 70) int transactions) {
    Random random = new Random(seed);
    List<Bytes> leaves = new ArrayList<>();
    for (int i = 0; i <= transactions; i++) {
      byte[] leaf = new byte[32];
      random.nextBytes(leaf);
      leaves.add(Bytes.of(leaf));
    }
    List<Hash256> txids = leaves.stream().skip(1).map(Hash256::fromInternal).toList();
    List<Bytes> branches = MerkleBranches.of(txids);
    assertEquals(naiveRoot(leaves), fold(leaves.get(0), branches));
    assertEquals(32 - Integer.numberOfLeadingZeros(transactions), branches.size());
  }

  @Test
  void aBlockOfMainnetSizeHasTwelveBranches() {
    List<Hash256> txids = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      txids.add(Hash256.fromInternal(sha256d(Bytes.of((byte) i, (byte) (i >> 8)))));
    }
    List<Bytes> leaves = new ArrayList<>(txids.stream().map(Hash256::toInternal).toList());
    leaves.add(0, sha256d(Bytes.EMPTY));
    List<Bytes> branches = MerkleBranches.of(txids);
    assertEquals(12, branches.size());
    assertEquals(naiveRoot(leaves), fold(leaves.get(0), branches));
  }

  @Test // BIP141: the node's own commitment, recomputed from the hashes it sent
  void theCommitmentOfATemplateIsTheRootOfItsHashes() {
    BlockTemplate template = BlockTemplate.parse(Resources.text("gbt-mainnet-like.json"));
    List<Hash256> hashes = template.transactions().stream().map(TemplateTransaction::hash).toList();
    Bytes nothing = Bytes.of(new byte[32]);
    Bytes root = fold(nothing, MerkleBranches.of(hashes));
    Bytes commitment = sha256d(Bytes.concat(root, nothing));
    assertEquals(
        "6a24aa21a9ed" + commitment.toHex(), template.witnessCommitment().orElseThrow().toHex());
    assertEquals(8, MerkleBranches.of(hashes).size());
  }
}
