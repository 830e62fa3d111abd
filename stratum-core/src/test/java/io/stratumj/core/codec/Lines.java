package io.stratumj.core.codec;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines and says in short what came out, so that a table of lines can be read by people. */
final class Lines {
  private Lines() {}

  static ClientRequest read(String line) {
    return read(line.getBytes(StandardCharsets.UTF_8));
  }

  static ClientRequest read(byte[] line) {
    return new RequestReader().read(line, 0, line.length, null);
  }

  static String readAndDescribe(String line) {
    ClientRequest request = read(line);
    String id = request.id().equals(RequestId.NONE) ? "-" : request.id().json();
    return id + " " + describe(request);
  }

  private static String describe(ClientRequest request) {
    if (request instanceof ClientRequest.Configure configure) {
      return "configure "
          + configure.extensions()
          + " mask="
          + configure.versionRollingMask().toHex()
          + " bits="
          + configure.versionRollingMinBitCount()
          + " minimum="
          + orDash(configure.minimumDifficulty())
          + " info="
          + orDash(configure.info());
    } else if (request instanceof ClientRequest.Subscribe subscribe) {
      return "subscribe agent="
          + orDash(subscribe.userAgent())
          + " token="
          + orDash(subscribe.resumeToken());
    } else if (request instanceof ClientRequest.Authorize authorize) {
      return "authorize name="
          + PeerText.escape(authorize.workerName(), 300)
          + " password="
          + PeerText.escape(authorize.password(), 300);
    } else if (request instanceof ClientRequest.Submit submit) {
      return "submit " + describe(submit.share());
    } else if (request instanceof ClientRequest.SuggestDifficulty suggest) {
      return "suggest_difficulty " + suggest.difficulty();
    } else if (request instanceof ClientRequest.SuggestTarget suggest) {
      return "suggest_target " + suggest.target();
    } else if (request instanceof ClientRequest.ExtranonceSubscribe) {
      return "extranonce.subscribe";
    } else if (request instanceof ClientRequest.GetTransactions get) {
      return "get_transactions " + orDash(get.jobId());
    } else if (request instanceof ClientRequest.Ping) {
      return "ping";
    } else if (request instanceof ClientRequest.Acknowledged) {
      return "acknowledged";
    } else {
      return describeOther(request);
    }
  }

  private static String describeOther(ClientRequest request) {
    if (request instanceof ClientRequest.Response response) {
      return "response text=" + orDash(response.text());
    } else if (request instanceof ClientRequest.UnknownMethod unknown) {
      return "unknown " + unknown.method();
    } else if (request instanceof ClientRequest.InvalidParams invalid) {
      return (invalid.submit() ? "invalid share: " : "invalid params: ") + invalid.problem();
    } else if (request instanceof ClientRequest.InvalidRequest invalid) {
      return "invalid request: " + invalid.problem();
    } else if (request instanceof ClientRequest.Malformed) {
      return "malformed";
    } else {
      throw new AssertionError("no words for " + request.getClass());
    }
  }

  /** Worker [job extranonce2/size ntime nonce version-bits]; job 0 is none of ours. */
  private static String describe(Share share) {
    JobId job = share.jobId();
    return String.format(
        "%s [%s %x/%d %08x %08x %08x]",
        PeerText.escape(share.worker().value(), 300),
        job,
        share.extranonce2(),
        share.extranonce2Size(),
        share.nTime(),
        share.nonce(),
        share.versionBits());
  }

  private static String orDash(Optional<?> value) {
    return value.map(Object::toString).orElse("-");
  }
}
