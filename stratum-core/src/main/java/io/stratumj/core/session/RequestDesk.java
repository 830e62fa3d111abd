package io.stratumj.core.session;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.ClientRequest.Submit;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.BlockBody;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Difficulty;
import io.stratumj.core.spi.DisconnectReason;
import java.util.List;
import java.util.Optional;

/**
 * Takes each request to whoever acts on it, and answers those that need nobody. Requests may come
 * in any order, as real miners send them (SPEC H1).
 *
 * <p><em>Loop-confined</em>, one for each loop.
 */
final class RequestDesk {
  /** The most bytes of transactions told to a miner: a reply must fit into its write queue. */
  private static final int TOLD_BYTES_MAX = 65_536;

  private final ProtocolLoop loop;
  private final Replies replies;

  RequestDesk(ProtocolLoop loop) {
    this.loop = loop;
    this.replies = loop.replies();
  }

  /** Acts on one request, and answers it if it has an id. */
  void receive(Session session, ClientRequest request, long nowNanos) {
    dispatch(session, request, nowNanos);
    if (Replies.heldBytes(session) > loop.protocol().limits().heldReplyBytes()) {
      session.close(DisconnectReason.SLOW_READER);
    }
  }

  /** Answers what cannot be read on. */
  void refuse(Session session, StratumError error, DisconnectReason reason) {
    replies.sendError(session, RequestId.NULL, error);
    session.close(reason);
  }

  private void dispatch(Session session, ClientRequest request, long nowNanos) {
    if (request instanceof Submit submit) {
      loop.shares().submit(session, submit, nowNanos);
    } else if (request instanceof ClientRequest.Subscribe subscribe) {
      loop.subscriptions().subscribe(session, subscribe, nowNanos);
    } else if (request instanceof ClientRequest.Authorize authorize) {
      loop.authorizations().authorize(session, authorize, nowNanos);
    } else if (request instanceof ClientRequest.Configure configure) {
      configure(session, configure);
    } else if (request instanceof ClientRequest.SuggestDifficulty suggest) {
      session.plan().suggest(suggest.difficulty());
      replies.sendTrue(session, suggest.id());
    } else if (request instanceof ClientRequest.SuggestTarget suggest) {
      suggestTarget(session, suggest);
    } else if (request instanceof ClientRequest.ExtranonceSubscribe subscribe) {
      session.negotiated(session.extensions().withExtranonceChanges());
      replies.sendTrue(session, subscribe.id());
    } else if (request instanceof ClientRequest.GetTransactions get) {
      replies.send(session, get.id(), new Result.Transactions(transactions(session, get)));
    } else if (request instanceof ClientRequest.Ping ping) {
      replies.send(session, ping.id(), new Result.Text("pong"));
    } else if (request instanceof ClientRequest.Acknowledged acknowledged) {
      replies.sendTrue(session, acknowledged.id());
    } else if (request instanceof ClientRequest.UnknownMethod unknown) {
      replies.sendError(session, unknown.id(), StratumError.METHOD_NOT_FOUND);
    } else if (request instanceof ClientRequest.InvalidParams invalid) {
      invalidParams(session, invalid);
    } else if (request instanceof ClientRequest.InvalidRequest invalid) {
      replies.sendError(session, invalid.id(), StratumError.other(invalid.problem()));
    } else if (request instanceof ClientRequest.Malformed malformed) {
      replies.sendError(session, malformed.id(), StratumError.PARSE_ERROR);
    } else if (request instanceof ClientRequest.Response response) {
      answered(session, response, nowNanos);
    } else {
      throw new IllegalStateException("no way to handle " + request.getClass());
    }
  }

  private void configure(Session session, ClientRequest.Configure request) {
    ExtensionRequest asked = new ExtensionRequest(session.extensions());
    var answers = asked.answer(request, loop.protocol().versionMask(), session::plan);
    session.negotiated(asked.agreed());
    replies.send(session, request.id(), new Result.Configured(answers));
  }

  private List<Bytes> transactions(Session session, ClientRequest.GetTransactions request) {
    Tenure held = session.tenure();
    if (!loop.protocol().tellsTransactions() || held == null || request.jobId().isEmpty()) {
      return List.of();
    }
    SentJob sent = held.find(request.jobId().get(), loop.now(), loop.protocol().limits());
    Optional<BlockBody> body = sent == null ? Optional.empty() : sent.posting().job().body();
    return body.filter(rest -> rest.transactionBytes() <= TOLD_BYTES_MAX)
        .map(BlockBody::transactions)
        .orElse(List.of());
  }

  private void suggestTarget(Session session, ClientRequest.SuggestTarget suggest) {
    double difficulty = loop.validator().difficultyOne().difficultyOf(suggest.target());
    session.plan().suggest(Difficulty.of(Math.min(Math.max(difficulty, 1e-15), 1e30)));
    replies.sendTrue(session, suggest.id());
  }

  private void invalidParams(Session session, ClientRequest.InvalidParams invalid) {
    if (invalid.submit()) {
      loop.malformedShare(session.id());
    }
    replies.sendError(session, invalid.id(), StratumError.other(invalid.problem()));
  }

  private static void answered(Session session, ClientRequest.Response response, long nowNanos) {
    Errands errands = session.errandsIfAny();
    if (errands != null && errands.calls != null) {
      errands.calls.answered(response, nowNanos);
    }
  }
}
