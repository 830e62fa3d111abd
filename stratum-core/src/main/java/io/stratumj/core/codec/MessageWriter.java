package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Job;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes messages as lines (SPEC F5, J1): members in a fixed order, no white space, one LF.
 *
 * <p>Replies always hold id, result and error, because a miner without the last takes the reply for
 * a failure; they never hold a method, because another crashes on it.
 *
 * <p><em>Loop-confined</em>, reused: a line is in the buffer until the next is written.
 */
public final class MessageWriter {
  private static final byte[] TRUE_TAIL = ",\"result\":true,\"error\":null}\n".getBytes(US_ASCII);

  private static final byte[] ID = "{\"id\":".getBytes(US_ASCII);

  private final LineBuffer line = new LineBuffer();
  private final boolean falseOnFailure;

  /**
   * A writer with an empty buffer.
   *
   * @param falseOnFailure whether the result of a failure is {@code false} instead of {@code null}
   */
  public MessageWriter(boolean falseOnFailure) {
    this.falseOnFailure = falseOnFailure;
  }

  /** Writes one message; the result is valid until the next call. */
  public LineBuffer write(ServerMessage message) {
    line.clear();
    if (message instanceof ServerMessage.Reply reply) {
      reply(reply.id(), reply.result());
    } else if (message instanceof ServerMessage.Notify notify) {
      notify(notify);
    } else if (message instanceof ServerMessage.SetDifficulty set) {
      call("mining.set_difficulty").raw(set.difficulty().toWire()).raw("]}\n");
    } else if (message instanceof ServerMessage.SetVersionMask set) {
      call("mining.set_version_mask").hex(set.mask().bits()).raw("]}\n");
    } else if (message instanceof ServerMessage.SetExtranonce set) {
      call("mining.set_extranonce")
          .hex(set.extranonce().extranonce1())
          .raw(",")
          .number(set.extranonce().extranonce2Size())
          .raw("]}\n");
    } else if (message instanceof ServerMessage.ShowMessage show) {
      call("client.show_message").string(show.text()).raw("]}\n");
    } else if (message instanceof ServerMessage.Reconnect reconnect) {
      reconnect(reconnect);
    } else if (message instanceof ServerMessage.Ping ping) {
      request(ping.id(), "mining.ping");
    } else if (message instanceof ServerMessage.GetVersion getVersion) {
      request(getVersion.id(), "client.get_version");
    } else {
      throw new IllegalStateException("no line for " + message.getClass());
    }
    return line;
  }

  /** Writes {@code true} for an id: the answer to nearly every share. */
  public LineBuffer writeTrue(RequestId id) {
    line.clear();
    return id(id).raw(TRUE_TAIL);
  }

  private void reply(RequestId id, Result result) {
    id(id).raw(",\"result\":");
    if (result instanceof Result.Failure failure) {
      error(failure.error());
      return;
    }
    if (result instanceof Result.Answer answer) {
      line.raw(answer.value() ? "true" : "false");
    } else if (result instanceof Result.Text text) {
      line.string(text.text());
    } else if (result instanceof Result.Subscribed subscribed) {
      subscribed(subscribed);
    } else if (result instanceof Result.Configured configured) {
      configured(configured);
    } else if (result instanceof Result.Transactions transactions) {
      line.raw("[");
      hexList(transactions.transactions());
      line.raw("]");
    } else {
      throw new IllegalStateException("no line for " + result.getClass());
    }
    line.raw(",\"error\":null}\n");
  }

  private void error(StratumError error) {
    line.raw(falseOnFailure ? "false,\"error\":[" : "null,\"error\":[")
        .number(error.code())
        .raw(",")
        .string(error.message())
        .raw(",null]}\n");
  }

  private void subscribed(Result.Subscribed subscribed) {
    line.raw("[[[\"mining.set_difficulty\",")
        .string(subscribed.sessionId())
        .raw("],[\"mining.notify\",")
        .string(subscribed.sessionId())
        .raw("]],")
        .hex(subscribed.extranonce().extranonce1())
        .raw(",")
        .number(subscribed.extranonce().extranonce2Size())
        .raw("]");
  }

  private void configured(Result.Configured configured) {
    line.raw("{");
    Iterator<Map.Entry<String, Object>> members = configured.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Object> member = members.next();
      line.string(member.getKey()).raw(":");
      if (member.getValue() instanceof Boolean flag) {
        line.raw(flag ? "true" : "false");
      } else {
        line.string(member.getValue().toString());
      }
      if (members.hasNext()) {
        line.raw(",");
      }
    }
    line.raw("}");
  }

  private void notify(ServerMessage.Notify notify) {
    Job job = notify.job();
    call("mining.notify")
        .raw("\"")
        .raw(notify.jobId().toWire())
        .raw("\",")
        .hex(wordSwapped(job))
        .raw(",")
        .hex(job.coinbase1())
        .raw(",")
        .hex(job.coinbase2())
        .raw(",[");
    hexList(job.merkleBranches());
    line.raw("],")
        .hex(job.version())
        .raw(",")
        .hex(job.nBits())
        .raw(",")
        .hex(job.nTime())
        .raw(notify.cleanJobs() ? ",true]}\n" : ",false]}\n");
  }

  /** The parent's hash as Stratum wants it: internal order, each 4-byte word reversed. */
  private static Bytes wordSwapped(Job job) {
    byte[] internal = job.previousHash().toInternal().toByteArray();
    byte[] swapped = new byte[internal.length];
    for (int i = 0; i < internal.length; i++) {
      swapped[i] = internal[i ^ 3];
    }
    return Bytes.of(swapped);
  }

  private void hexList(Iterable<Bytes> all) {
    String comma = "";
    for (Bytes bytes : all) {
      line.raw(comma).hex(bytes);
      comma = ",";
    }
  }

  private void reconnect(ServerMessage.Reconnect reconnect) {
    call("client.reconnect");
    if (!reconnect.host().isEmpty()) {
      line.string(reconnect.host())
          .raw(",")
          .number(reconnect.port())
          .raw(",")
          .number(reconnect.waitSeconds());
    }
    line.raw("]}\n");
  }

  private void request(RequestId id, String method) {
    id(id).raw(",\"method\":\"").raw(method).raw("\",\"params\":[]}\n");
  }

  private LineBuffer call(String method) {
    return line.raw("{\"id\":null,\"method\":\"").raw(method).raw("\",\"params\":[");
  }

  private LineBuffer id(RequestId id) {
    line.raw(ID);
    if (id.isPlainNumber()) {
      return line.number(id.number());
    }
    String json = id.json();
    return isAscii(json) ? line.raw(json) : line.raw(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
