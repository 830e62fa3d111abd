package io.stratumj.testkit.chain;

import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.template.BlockAssembler;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks for a simulated chain: good ones as a pool makes them, and bad ones by changing one
 * thing and finding a nonce again.
 */
final class BlockForge {
  static final Bytes PAYOUT = Bytes.fromHex("0014" + "ab".repeat(20));

  private BlockForge() {}

  /** A good block, made by the library from template to last byte. */
  static Bytes mine(BlockTemplate template) {
    return mine(template, 0);
  }

  /** Another good block for each extranonce2. */
  static Bytes mine(BlockTemplate template, long extranonce2) {
    Job job = JobFactory.payingTo(PAYOUT).withTag("/test/").job(template);
    Work work =
        new Work(
            new JobId(1),
            job,
            new Extranonce(Bytes.fromHex("01020304"), 8),
            Difficulty.ONE,
            Target.DIFFICULTY_ONE,
            VersionMask.NONE);
    Sha256dShareValidator validator = new Sha256dShareValidator();
    for (int nonce = 0; ; nonce++) {
      Share share =
          new Share(new WorkerName("w"), work.jobId(), extranonce2, 8, job.nTime(), nonce, 0);
      if (validator.prove(work, share).meetsNetworkTarget()) {
        return BlockAssembler.block(
            validator.header(work, share),
            validator.coinbase(work, share),
            job.body().orElseThrow());
      }
    }
  }

  /** What a hand-made block says. Change what shall be wrong, then {@link #forge}. */
  static final class Plan {
    String version = "00000020";
    String parent;
    long time;
    int nBits;
    String coinbaseInput = "00".repeat(32) + "ffffffff";
    String script;
    String reserved = "00".repeat(32);
    String witnessItems = "01";
    boolean witness;
    boolean merkleRootRight = true;
    long value;
    String outputScript = PAYOUT.toHex();
    String commitment;
    List<String> transactions = new ArrayList<>();
    List<String> txids = new ArrayList<>();
    String trailing = "";

    Plan(BlockTemplate template) {
      parent = template.previousHash().toInternal().toHex();
      time = Integer.toUnsignedLong(template.curTime());
      nBits = template.nBits();
      script = "03" + littleEndian(template.height(), 3) + "0401020304";
      witness = template.segwit();
      value = template.coinbaseValue();
      commitment = template.witnessCommitment().map(Bytes::toHex).orElse("");
      template
          .transactions()
          .forEach(
              transaction -> {
                transactions.add(transaction.data().toHex());
                txids.add(transaction.txid().toInternal().toHex());
              });
    }

    Bytes forge() {
      String core = coinbaseCore();
      List<String> leaves = new ArrayList<>(txids);
      leaves.add(0, sha256d("02000000" + core + "00000000"));
      String root = merkleRootRight ? merkleRoot(leaves) : "11".repeat(32);
      String coinbase =
          witness
              ? "02000000" + "0001" + core + witnessItems + "20" + reserved + "00000000"
              : "02000000" + core + "00000000";
      String body = size(transactions.size() + 1) + coinbase + String.join("", transactions);
      return Bytes.fromHex(header(root) + body + trailing);
    }

    private String header(String root) {
      Target target = Target.ofCompact(nBits);
      for (int nonce = 0; ; nonce++) {
        String header =
            version
                + parent
                + root
                + littleEndian(time, 4)
                + littleEndian(nBits & 0xffffffffL, 4)
                + littleEndian(nonce, 4);
        if (target.isMetBy(ChainHash.sha256d(Bytes.fromHex(header)))) {
          return header;
        }
      }
    }

    private String coinbaseCore() {
      String outputs = littleEndian(value, 8) + size(outputScript.length() / 2) + outputScript;
      boolean committing = !commitment.isEmpty();
      if (committing) {
        outputs += "00".repeat(8) + size(commitment.length() / 2) + commitment;
      }
      return "01"
          + coinbaseInput
          + size(script.length() / 2)
          + script
          + "ffffffff"
          + (committing ? "02" : "01")
          + outputs;
    }
  }

  private static String merkleRoot(List<String> leaves) {
    List<String> level = leaves;
    while (level.size() > 1) {
      List<String> parents = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        parents.add(sha256d(level.get(i) + level.get(Math.min(i + 1, level.size() - 1))));
      }
      level = parents;
    }
    return level.get(0);
  }

  static String sha256d(String hex) {
    return ChainHash.sha256d(Bytes.fromHex(hex)).toInternal().toHex();
  }

  static String littleEndian(long value, int bytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      hex.append("%02x".formatted((value >>> (8 * i)) & 0xff));
    }
    return hex.toString();
  }

  private static String size(int size) {
    if (size < 0xfd) {
      return littleEndian(size, 1);
    }
    return size <= 0xffff ? "fd" + littleEndian(size, 2) : "fe" + littleEndian(size, 4);
  }
}
