package io.stratumj.core.codec;

import io.stratumj.api.message.RequestId;
import io.stratumj.api.message.ServerMessage;
import io.stratumj.api.message.ServerMessage.Result;
import io.stratumj.api.message.StratumError;
import io.stratumj.api.work.Bytes;
import io.stratumj.api.work.Extranonce;
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
  // What never changes, as bytes: a line is then a few copies and what stands between them.
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] RESULT = ascii(",\"result\":");
  private static final byte[] NO_ERROR = ascii(",\"error\":null}\n");
  private static final byte[] TRUE_AND_NO_ERROR = ascii(",\"result\":true,\"error\":null}\n");
  private static final byte[] NULL_AND_ERROR = ascii("null,\"error\":[");
  private static final byte[] FALSE_AND_ERROR = ascii("false,\"error\":[");
  private static final byte[] END_OF_ERROR = ascii(",null]}\n");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] SUBSCRIBED_TO_DIFFICULTY = ascii("[[[\"mining.set_difficulty\",");
  private static final byte[] SUBSCRIBED_TO_JOBS = ascii("],[\"mining.notify\",");
  private static final byte[] END_OF_SUBSCRIBED = ascii("]],");

  private static final byte[] SET_DIFFICULTY = beginOfCall("mining.set_difficulty");
  private static final byte[] SET_VERSION_MASK = beginOfCall("mining.set_version_mask");
  private static final byte[] SET_EXTRANONCE = beginOfCall("mining.set_extranonce");
  private static final byte[] SHOW_MESSAGE = beginOfCall("client.show_message");
  private static final byte[] RECONNECT = beginOfCall("client.reconnect");
  private static final byte[] NOTIFY = beginOfCall("mining.notify");
  private static final byte[] END_OF_CALL = ascii("]}\n");
  private static final byte[] PING = requestWithoutParams("mining.ping");
  private static final byte[] GET_VERSION = requestWithoutParams("client.get_version");
  private static final byte[] BRANCHES = ascii(",[");
  private static final byte[] END_OF_BRANCHES = ascii("],");
  private static final byte[] CLEAN = ascii(",true]}\n");
  private static final byte[] NOT_CLEAN = ascii(",false]}\n");

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
      line.raw(SET_DIFFICULTY).raw(set.difficulty().toWire()).raw(END_OF_CALL);
    } else if (message instanceof ServerMessage.SetVersionMask set) {
      line.raw(SET_VERSION_MASK).hex(set.mask().bits()).raw(END_OF_CALL);
    } else if (message instanceof ServerMessage.SetExtranonce set) {
      line.raw(SET_EXTRANONCE);
      place(set.extranonce()).raw(END_OF_CALL);
    } else if (message instanceof ServerMessage.ShowMessage show) {
      line.raw(SHOW_MESSAGE).string(show.text()).raw(END_OF_CALL);
    } else if (message instanceof ServerMessage.Reconnect reconnect) {
      reconnect(reconnect);
    } else if (message instanceof ServerMessage.Ping ping) {
      id(ping.id()).raw(PING);
    } else if (message instanceof ServerMessage.GetVersion getVersion) {
      id(getVersion.id()).raw(GET_VERSION);
    } else {
      throw new IllegalStateException("no line for " + message.getClass());
    }
    return line;
  }

  /** Writes {@code true} for an id: the answer to nearly every share. */
  public LineBuffer writeTrue(RequestId id) {
    line.clear();
    return id(id).raw(TRUE_AND_NO_ERROR);
  }

  private void reply(RequestId id, Result result) {
    id(id).raw(RESULT);
    if (result instanceof Result.Failure failure) {
      error(failure.error());
      return;
    }
    if (result instanceof Result.Answer answer) {
      line.raw(answer.value() ? TRUE : FALSE);
    } else if (result instanceof Result.Text text) {
      line.string(text.text());
    } else if (result instanceof Result.Subscribed subscribed) {
      subscribed(subscribed);
    } else if (result instanceof Result.Configured configured) {
      configured(configured);
    } else if (result instanceof Result.Transactions transactions) {
      line.raw('[');
      hexList(transactions.transactions());
      line.raw(']');
    } else {
      throw new IllegalStateException("no line for " + result.getClass());
    }
    line.raw(NO_ERROR);
  }

  private void error(StratumError error) {
    line.raw(falseOnFailure ? FALSE_AND_ERROR : NULL_AND_ERROR)
        .number(error.code())
        .raw(',')
        .string(error.message())
        .raw(END_OF_ERROR);
  }

  private void subscribed(Result.Subscribed subscribed) {
    line.raw(SUBSCRIBED_TO_DIFFICULTY)
        .string(subscribed.sessionId())
        .raw(SUBSCRIBED_TO_JOBS)
        .string(subscribed.sessionId())
        .raw(END_OF_SUBSCRIBED);
    place(subscribed.extranonce()).raw(']');
  }

  private LineBuffer place(Extranonce extranonce) {
    return line.hex(extranonce.extranonce1()).raw(',').number(extranonce.extranonce2Size());
  }

  private void configured(Result.Configured configured) {
    line.raw('{');
    Iterator<Map.Entry<String, Object>> members = configured.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Object> member = members.next();
      line.string(member.getKey()).raw(':');
      if (member.getValue() instanceof Boolean flag) {
        line.raw(flag ? TRUE : FALSE);
      } else {
        line.string(member.getValue().toString());
      }
      if (members.hasNext()) {
        line.raw(',');
      }
    }
    line.raw('}');
  }

  private void notify(ServerMessage.Notify notify) {
    Job job = notify.job();
    line.raw(NOTIFY)
        .string(notify.jobId().toWire())
        .raw(',')
        .hex(wordSwapped(job))
        .raw(',')
        .hex(job.coinbase1())
        .raw(',')
        .hex(job.coinbase2())
        .raw(BRANCHES);
    hexList(job.merkleBranches());
    line.raw(END_OF_BRANCHES)
        .hex(job.version())
        .raw(',')
        .hex(job.nBits())
        .raw(',')
        .hex(job.nTime())
        .raw(notify.cleanJobs() ? CLEAN : NOT_CLEAN);
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
    boolean first = true;
    for (Bytes bytes : all) {
      if (!first) {
        line.raw(',');
      }
      line.hex(bytes);
      first = false;
    }
  }

  private void reconnect(ServerMessage.Reconnect reconnect) {
    line.raw(RECONNECT);
    if (!reconnect.host().isEmpty()) {
      line.string(reconnect.host())
          .raw(',')
          .number(reconnect.port())
          .raw(',')
          .number(reconnect.waitSeconds());
    }
    line.raw(END_OF_CALL);
  }

  private static byte[] beginOfCall(String method) {
    return ascii("{\"id\":null,\"method\":\"" + method + "\",\"params\":[");
  }

  private static byte[] requestWithoutParams(String method) {
    return ascii(",\"method\":\"" + method + "\",\"params\":[]}\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
