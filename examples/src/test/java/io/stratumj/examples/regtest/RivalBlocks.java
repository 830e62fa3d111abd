package io.stratumj.examples.regtest;

import com.google.gson.JsonElement;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.api.work.Extranonce;
import io.stratumj.api.work.Hash256;
import io.stratumj.api.work.Job;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Target;
import io.stratumj.api.work.VersionMask;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.pow.HeaderAssembly;
import io.stratumj.core.spi.ShareValidator;
import io.stratumj.core.template.BlockAssembler;
import io.stratumj.core.template.BlockTemplate;
import io.stratumj.core.template.JobFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks that somebody else has mined, and shows to the node when he likes. */
final class RivalBlocks {
  private static final int EXTRANONCE_SIZE = 8;

  private final ShareValidator validator;

  RivalBlocks(Coin coin) {
    this.validator = coin.validators().get();
  }

  /** The node's template, as its tip is now. */
  static BlockTemplate template(NodeRpc node) {
    JsonElement answer = node.call("getblocktemplate", Map.of("rules", List.of("segwit", "mweb")));
    return BlockTemplate.parse(answer.toString());
  }

  /** So many blocks, one upon the other, the first in the place the template is for. */
  List<Bytes> branch(BlockTemplate first, int length) {
    List<Bytes> blocks = new ArrayList<>();
    BlockTemplate template = first;
    for (int i = 0; i < length; i++) {
      Bytes block = mined(template);
      blocks.add(block);
      template = upon(validator.blockHash(block.slice(0, HeaderAssembly.HEADER_SIZE)), template);
    }
    return blocks;
  }

  /** A block that pays to a script of its own, so that it is never the pool's. */
  Bytes mined(BlockTemplate template) {
    Job job =
        JobFactory.payingTo(OpenCoin.SCRIPT).withExtranonceSize(EXTRANONCE_SIZE).job(template);
    Work work =
        new Work(
            new JobId(1),
            job,
            new Extranonce(Bytes.fromHex("00000000"), 4),
            Difficulty.ONE,
            Target.MAX,
            VersionMask.NONE);
    int nonce = 0;
    while (!validator.prove(work, share(job, nonce)).meetsNetworkTarget()) {
      nonce++;
    }
    return BlockAssembler.block(
        validator.header(work, share(job, nonce)),
        validator.coinbase(work, share(job, nonce)),
        job.body().orElseThrow());
  }

  /** The same template, for a block that tells another height. */
  static BlockTemplate tellingHeight(int height, BlockTemplate template) {
    return new BlockTemplate(
        height,
        template.previousHash(),
        template.version(),
        template.nBits(),
        template.curTime(),
        template.minTime(),
        template.coinbaseValue(),
        template.coinbaseAux(),
        template.witnessCommitment(),
        template.transactions(),
        template.mweb(),
        template.longPollId());
  }

  /** The template of a block upon the one this template was for. */
  private static BlockTemplate upon(Hash256 parent, BlockTemplate template) {
    if (!template.transactions().isEmpty()) {
      throw new IllegalArgumentException("the transactions would be there twice");
    }
    return new BlockTemplate(
        template.height() + 1,
        parent,
        template.version(),
        template.nBits(),
        template.curTime() + 1,
        template.minTime(),
        template.coinbaseValue(),
        template.coinbaseAux(),
        template.witnessCommitment(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Share share(Job job, int nonce) {
    return new Share(new WorkerName("rival"), new JobId(1), 0, 4, job.nTime(), nonce, 0);
  }
}
