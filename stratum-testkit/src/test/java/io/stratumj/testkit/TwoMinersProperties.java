package io.stratumj.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.core.codec.MessageWriter;
import io.stratumj.core.pow.Sha256dShareValidator;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import io.stratumj.testkit.arbitraries.Works;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The server and the mock miner, which share no code for it, make the same header of the same work:
 * J1, D1 and S3 by two hands.
 */
final class TwoMinersProperties {
  private final MessageWriter writer = new MessageWriter(false);
  private final Sha256dShareValidator server = new Sha256dShareValidator();

  @Property(tries = 300)
  void theServerAndTheMinerMakeTheSameHeader(@ForAll("shares") AcceptedShare accepted) {
    Work work = accepted.work();
    MinerJob job = told(work);
    Solution solution = spelled(work, accepted.share());

    ProofOfWork proof = server.prove(work, accepted.share());

    assertEquals(server.header(work, accepted.share()), job.header(solution));
    assertEquals(proof.hash(), job.hash(solution));
    assertEquals(work.target(), job.target());
    assertEquals(proof.meetsTarget(), job.target().isMetBy(job.hash(solution)));
    assertEquals(proof.meetsNetworkTarget(), job.networkTarget().isMetBy(job.hash(solution)));
    assertEquals(work.job().previousHash(), job.previousHash());
    assertEquals(work.job().merkleBranches(), job.merkleBranches());
  }

  @Provide
  Arbitrary<AcceptedShare> shares() {
    return Works.acceptedShares();
  }

  /** What a miner holds after the server's own lines. */
  private MinerJob told(Work work) {
    PoolLineReader reader = new PoolLineReader();
    Result subscribed = new Result.Subscribed("s", work.extranonce());
    say(reader, new ServerMessage.Reply(RequestId.of(1), subscribed));
    say(reader, new ServerMessage.SetVersionMask(work.versionMask()));
    say(reader, new ServerMessage.SetDifficulty(work.difficulty()));
    PoolLine notify = say(reader, new ServerMessage.Notify(work.jobId(), work.job(), true));
    return assertInstanceOf(MinerJob.class, notify);
  }

  private PoolLine say(PoolLineReader reader, ServerMessage message) {
    Bytes line = writer.write(message).toBytes();
    return reader.read(new String(line.toByteArray(), StandardCharsets.UTF_8).strip());
  }

  private static Solution spelled(Work work, Share share) {
    byte[] extranonce2 = new byte[share.extranonce2Size()];
    share.copyExtranonce2To(extranonce2, 0);
    return new Solution(
        Optional.of(share.worker().value()),
        work.jobId().toWire(),
        Bytes.of(extranonce2).toHex(),
        String.format("%08x", share.nTime()),
        String.format("%08x", share.nonce()),
        Optional.of(String.format("%08x", share.versionBits())));
  }
}
