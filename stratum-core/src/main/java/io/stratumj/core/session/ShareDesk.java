package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest.Submit;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.AcceptedShare;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.RejectReason;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.ShareResult;
import io.stratumj.api.work.Work;
import io.stratumj.api.work.WorkerName;
import io.stratumj.core.spi.BlockCandidate;
import io.stratumj.core.spi.ShareValidator.ProofOfWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges shares, in the one order that loses nothing (SPEC S2): whatever the pool's own rules say
 * of a share, if its hash meets the network target it is handed out as a block candidate first.
 *
 * <p><em>Loop-confined.</em>
 */
final class ShareDesk {
  private final Session session;
  private final ProtocolLoop loop;
  private final Workers workers;
  private final ReplyQueue replies;
  private final WorkFeed feed;
  private final Settlement settlement;

  private @Nullable Tenure tenure;

  ShareDesk(
      Session session,
      ProtocolLoop loop,
      Workers workers,
      ReplyQueue replies,
      WorkFeed feed,
      Settlement settlement) {
    this.session = session;
    this.loop = loop;
    this.workers = workers;
    this.replies = replies;
    this.feed = feed;
    this.settlement = settlement;
  }

  /** The session has subscribed and mines with this. */
  void holds(Tenure newTenure) {
    tenure = newTenure;
  }

  /** Judges a share and answers it, now or when it is recorded. */
  void submit(Submit request, long nowNanos) {
    Share share = request.share();
    Tenure held = tenure;
    if (held == null) {
      reject(request.id(), share, RejectReason.NOT_SUBSCRIBED);
      return;
    }
    WorkerName worker = workers.resolve(share.worker());
    if (worker == null) {
      reject(request.id(), share, RejectReason.UNAUTHORIZED_WORKER);
      return;
    }
    SentJob sent = held.recent().find(share.jobId(), nowNanos);
    if (sent == null) {
      reject(request.id(), share, RejectReason.JOB_NOT_FOUND);
      return;
    }
    judge(request.id(), share, worker, held, sent, nowNanos);
  }

  private void judge(
      RequestId id, Share share, WorkerName worker, Tenure held, SentJob sent, long nowNanos) {
    Work work = workAtFairDifficulty(sent);
    if (share.extranonce2Size() != work.extranonce().extranonce2Size()) {
      reject(id, share, RejectReason.EXTRANONCE2_SIZE);
      return;
    }
    if (!work.versionMask().allows(share.versionBits())) {
      reject(id, share, RejectReason.VERSION_MASK);
      return;
    }
    ProofOfWork proof = loop.prove(work, share, session);
    if (proof != null && !proof.meetsTarget() && hasMoved(held, work)) {
      Work moved = work.with(held.extranonce());
      ProofOfWork second = loop.prove(moved, share, session);
      if (second != null && (second.meetsTarget() || second.meetsNetworkTarget())) {
        work = moved;
        proof = second;
      }
    }
    if (proof == null) {
      reject(id, share, RejectReason.INTERNAL);
      return;
    }
    SessionLimits limits = loop.protocol().limits();
    Tip tip = sent.posting().tip();
    boolean stale = tip.endedBefore(nowNanos, limits.staleGrace().toNanos());
    boolean timeOutOfRange = !isTimeInRange(work, share, limits);
    if (proof.meetsNetworkTarget()) {
      try {
        handOut(work, share, worker, stale, !proof.meetsTarget(), timeOutOfRange);
      } catch (RuntimeException thrown) {
        loop.fault("ShareValidator", session.id(), thrown);
      }
    }
    if (stale) {
      reject(id, share, RejectReason.STALE);
    } else if (timeOutOfRange) {
      reject(id, share, RejectReason.TIME_OUT_OF_RANGE);
    } else if (!proof.meetsTarget()) {
      reject(id, share, RejectReason.LOW_DIFFICULTY);
    } else {
      AcceptedShare accepted =
          new AcceptedShare(
              proof.hash(), work, share, worker, work.difficulty(), session.id(), tip.hasEnded());
      accept(id, accepted, sent, nowNanos);
    }
  }

  private void accept(RequestId id, AcceptedShare accepted, SentJob sent, long nowNanos) {
    if (settlement.isFull()) {
      reject(id, accepted.share(), RejectReason.NOT_RECORDED);
      return;
    }
    switch (sent.add(accepted.id(), loop.protocol().limits().sharesPerJob())) {
      case DUPLICATE -> reject(id, accepted.share(), RejectReason.DUPLICATE);
      case FULL -> reject(id, accepted.share(), RejectReason.TOO_MANY_SHARES);
      case NEW -> {
        settlement.settle(id, accepted, sent, nowNanos);
        feed.shareAccepted(sent, nowNanos);
      }
    }
  }

  void reject(RequestId id, Share share, RejectReason reason) {
    loop.judged(new ShareResult.Rejected(share, reason), session.id());
    replies.sendError(id, StratumError.of(reason));
  }

  /**
   * Whether the session's extranonce changed since the job was sent: some firmwares apply the new
   * one to the old job at once, so a share that fails under the job's own is tried under it (C3).
   */
  @SuppressWarnings("ReferenceEquality") // An extranonce belongs to one session and is made once.
  private static boolean hasMoved(Tenure held, Work work) {
    return held.extranonce() != work.extranonce();
  }

  /** Never higher than what was asked: at the job's difficulty or the current one (D2). */
  private Work workAtFairDifficulty(SentJob sent) {
    Terms current = feed.terms();
    return current == null
        ? sent.judgedAt(sent.terms().difficulty(), sent.terms().target())
        : sent.judgedAt(current.difficulty(), current.target());
  }

  private static boolean isTimeInRange(Work work, Share share, SessionLimits limits) {
    long time = Integer.toUnsignedLong(share.nTime());
    long latest = Integer.toUnsignedLong(work.job().nTime()) + limits.nTimeRoll().toSeconds();
    return time >= Integer.toUnsignedLong(work.job().minTime()) && time <= latest;
  }

  private void handOut(
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
