package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Submit;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.util.Optional;

/**
 * Judges shares, in the one order that loses nothing (SPEC S2): whatever the pool's own rules say
 * of a share, if its hash meets the network target it is handed out as a block candidate first.
 *
 * <p><em>Loop-confined</em>, one for each loop.
 */
final class ShareDesk {
  private final ProtocolLoop loop;
  private final Replies replies;

  ShareDesk(ProtocolLoop loop) {
    this.loop = loop;
    this.replies = loop.replies();
  }

  /** Judges a share and answers it, now or when it is recorded. */
  void submit(Session session, Submit request, long nowNanos) {
    Share share = request.share();
    Tenure held = session.tenure();
    if (held == null) {
      reject(session, request.id(), share, RejectReason.NOT_SUBSCRIBED);
      return;
    }
    WorkerName worker = session.workers().resolve(share.worker(), loop.protocol().accountMatches());
    if (worker == null) {
      reject(session, request.id(), share, RejectReason.UNAUTHORIZED_WORKER);
      return;
    }
    SentJob sent = held.find(share.jobId(), nowNanos, loop.protocol().limits());
    if (sent == null) {
      reject(session, request.id(), share, RejectReason.JOB_NOT_FOUND);
      return;
    }
    judge(session, request, worker, held, sent, nowNanos);
  }

  private void judge(
      Session session,
      Submit request,
      WorkerName worker,
      Tenure held,
      SentJob sent,
      long nowNanos) {
    Share share = request.share();
    Work work = held.work(sent, session.terms());
    if (share.extranonce2Size() != work.extranonce().extranonce2Size()) {
      reject(session, request.id(), share, RejectReason.EXTRANONCE2_SIZE);
      return;
    }
    if (!work.versionMask().allows(share.versionBits())) {
      reject(session, request.id(), share, RejectReason.VERSION_MASK);
      return;
    }
    ProofOfWork proof = loop.prove(work, share, session);
    if (proof == null) {
      reject(session, request.id(), share, RejectReason.INTERNAL);
      return;
    }
    if (!proof.meetsTarget() && !proof.meetsNetworkTarget() && hasMoved(held, work)) {
      Work moved = work.with(held.extranonce());
      ProofOfWork second = loop.prove(moved, share, session);
      if (second != null && (second.meetsTarget() || second.meetsNetworkTarget())) {
        weigh(session, request, worker, held, sent, moved, second, nowNanos);
        return;
      }
    }
    weigh(session, request, worker, held, sent, work, proof, nowNanos);
  }

  private void weigh(
      Session session,
      Submit request,
      WorkerName worker,
      Tenure held,
      SentJob sent,
      Work work,
      ProofOfWork proof,
      long nowNanos) {
    Share share = request.share();
    SessionLimits limits = loop.protocol().limits();
    Tip tip = sent.posting().tip();
    boolean stale = tip.endedBefore(nowNanos, limits.staleGrace().toNanos());
    boolean timeOutOfRange = !isTimeInRange(work, share, limits);
    if (proof.meetsNetworkTarget()) {
      try {
        handOut(session, work, share, worker, stale, !proof.meetsTarget(), timeOutOfRange);
      } catch (RuntimeException thrown) {
        loop.fault("ShareValidator", session.id(), thrown);
      }
    }
    if (stale) {
      reject(session, request.id(), share, RejectReason.STALE);
    } else if (timeOutOfRange) {
      reject(session, request.id(), share, RejectReason.TIME_OUT_OF_RANGE);
    } else if (!proof.meetsTarget()) {
      reject(session, request.id(), share, RejectReason.LOW_DIFFICULTY);
    } else {
      AcceptedShare accepted =
          new AcceptedShare(
              proof.hash(), work, share, worker, work.difficulty(), session.id(), tip.hasEnded());
      accept(session, request.id(), accepted, held, sent, nowNanos);
    }
  }

  private void accept(
      Session session,
      RequestId id,
      AcceptedShare accepted,
      Tenure held,
      SentJob sent,
      long nowNanos) {
    if (loop.settlement().isFull(session)) {
      refuse(session, id, accepted, RejectReason.NOT_RECORDED, held, sent, nowNanos);
      return;
    }
    SeenShares seen = held.seenWith(sent, loop.protocol().shareMemory());
    switch (seen.add(accepted.id(), loop.protocol().limits().sharesPerJob())) {
      case DUPLICATE -> reject(session, id, accepted.share(), RejectReason.DUPLICATE);
      case FULL ->
          refuse(session, id, accepted, RejectReason.TOO_MANY_SHARES, held, sent, nowNanos);
      case NO_MEMORY -> {
        if (loop.protocol().makeShareRoom(nowNanos)) {
          accept(session, id, accepted, held, sent, nowNanos);
        } else {
          loop.protocol().shareMemoryIsShort(session.id());
          refuse(session, id, accepted, RejectReason.TOO_MANY_SHARES, held, sent, nowNanos);
        }
      }
      case NO_MORE_MEMORY -> {
        loop.protocol().shareMemoryIsShort(session.id());
        refuse(session, id, accepted, RejectReason.TOO_MANY_SHARES, held, sent, nowNanos);
      }
      case NEW -> {
        loop.settlement().settle(session, id, accepted, seen, nowNanos);
        loop.feed().shareProven(session, held, sent, nowNanos);
      }
    }
  }

  /**
   * Refuses a share there is no room for. It shows what the miner can do all the same: whoever's
   * difficulty fell meanwhile would come back with a flood.
   */
  private void refuse(
      Session session,
      RequestId id,
      AcceptedShare good,
      RejectReason reason,
      Tenure held,
      SentJob sent,
      long nowNanos) {
    reject(session, id, good.share(), reason);
    loop.feed().shareProven(session, held, sent, nowNanos);
  }

  private void reject(Session session, RequestId id, Share share, RejectReason reason) {
    loop.rejected(share, reason, session.id());
    replies.sendError(session, id, StratumError.of(reason));
  }

  /**
   * Whether the session's extranonce changed since the job was sent: some firmwares apply the new
   * one to the old job at once, so a share that fails under the job's own is tried under it (C3),
   * unless it is a block.
   */
  @SuppressWarnings("ReferenceEquality") // An extranonce belongs to one session and is made once.
  private static boolean hasMoved(Tenure held, Work work) {
    return held.extranonce() != work.extranonce();
  }

  private static boolean isTimeInRange(Work work, Share share, SessionLimits limits) {
    long time = Integer.toUnsignedLong(share.nTime());
    long latest = Integer.toUnsignedLong(work.job().nTime()) + limits.nTimeRoll().toSeconds();
    return time >= Integer.toUnsignedLong(work.job().minTime()) && time <= latest;
  }

  private void handOut(
      Session session,
      Work work,
      Share share,
      WorkerName worker,
      boolean stale,
      boolean lowDifficulty,
      boolean timeOutOfRange) {
    Bytes header = loop.validator().header(work, share);
    Bytes coinbase = loop.validator().coinbase(work, share);
    loop.protocol()
        .blocks()
        .dispatch(
            new BlockCandidate(
                loop.validator().blockHash(header),
                header,
                coinbase,
                coinbase,
                Optional.empty(),
                work,
                share,
                worker,
                session.id(),
                stale,
                lowDifficulty,
                timeOutOfRange));
  }
}
