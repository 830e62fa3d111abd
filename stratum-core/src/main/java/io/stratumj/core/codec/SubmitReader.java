package io.stratumj.core.codec;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.JobId;
import io.stratumj.api.work.Share;
import io.stratumj.api.work.WorkerName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of {@code mining.submit} (SPEC S1), the line of which there are most.
 *
 * <p>Digits are read where they lie in the line; the objects made are the ones that leave here.
 * nTime, nonce and version bits may be short (NerdMiner drops leading zeros) and may begin with
 * {@code 0x}: a share is judged and told from others by its header, never by its spelling.
 *
 * <p><em>Loop-confined</em>, reused.
 */
final class SubmitReader {
  private static final int PARAMS_MIN = 5;
  private static final int JOB_ID_DIGITS_MAX = 16;
  private static final int WORD_DIGITS_MAX = 8;
  private static final int EXTRANONCE2_DIGITS_MAX = 16;

  /** Stands in for a name that could not be read; never leaves here. */
  private static final WorkerName NOBODY = new WorkerName("?");

  private final JsonTape tape;
  private final boolean strict;

  /** The field that could not be read, empty while all could. */
  private String broken = "";

  /**
   * The job id read last: most shares of a loop are of one job, and need not each make its name.
   */
  private JobId lastJobId = JobId.NONE;

  /** The text of the string being read, and where. */
  private byte[] text = new byte[0];

  private int from;
  private int to;

  SubmitReader(JsonTape tape, boolean strict) {
    this.tape = tape;
    this.strict = strict;
  }

  /**
   * Reads a share.
   *
   * @param params the token of the array, 0 if there is none
   * @param knownWorker a name to use again if the line has the same
   */
  ClientRequest read(RequestId id, int params, @Nullable WorkerName knownWorker) {
    int end = params == 0 ? 0 : tape.next(params);
    int worker = params + 1;
    if (params == 0 || count(params) < PARAMS_MIN) {
      return new ClientRequest.InvalidParams(id, true, "submit needs 5 or 6 params");
    }
    int job = tape.next(worker);
    int extranonce2 = tape.next(job);
    int nTime = tape.next(extranonce2);
    int nonce = tape.next(nTime);
    int versionBits = tape.next(nonce);
    broken = "";
    WorkerName workerName = worker(worker, knownWorker);
    JobId jobId = jobId(job);
    long extranonce2Value = extranonce2(extranonce2);
    int extranonce2Size = (to - from) / 2;
    int nTimeValue = word(nTime, "ntime");
    int nonceValue = word(nonce, "nonce");
    int versionBitsValue = versionBits < end ? word(versionBits, "version bits") : 0;
    if (!broken.isEmpty()) {
      return new ClientRequest.InvalidParams(id, true, "Invalid " + broken);
    }
    return new ClientRequest.Submit(
        id,
        new Share(
            workerName,
            jobId,
            extranonce2Value,
            extranonce2Size,
            nTimeValue,
            nonceValue,
            versionBitsValue));
  }

  private int count(int params) {
    int count = 0;
    for (int token = params + 1; token < tape.next(params); token = tape.next(token)) {
      count++;
    }
    return count;
  }

  private WorkerName worker(int token, @Nullable WorkerName known) {
    if (!open(token)) {
      return broken("worker name");
    }
    if (known != null && !tape.isEscaped(token) && isSameAscii(known.value())) {
      return known;
    }
    try {
      return new WorkerName(tape.string(token));
    } catch (IllegalArgumentException noName) {
      return broken("worker name");
    }
  }

  private WorkerName broken(String field) {
    fail(field);
    return NOBODY;
  }

  private boolean isSameAscii(String name) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (text[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private JobId jobId(int token) {
    if (!open(token)) {
      fail("job id");
      return JobId.NONE;
    }
    if (from == to || to - from > JOB_ID_DIGITS_MAX || text[from] == '0') {
      return JobId.NONE;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] >= 'A' && text[i] <= 'F' ? -1 : Hex.digit(text[i]);
      if (digit < 0) {
        return JobId.NONE;
      }
      value = (value << 4) | digit;
    }
    if (value != lastJobId.value()) {
      lastJobId = new JobId(value);
    }
    return lastJobId;
  }

  private long extranonce2(int token) {
    if (!open(token) || (to - from) % 2 != 0 || to - from > EXTRANONCE2_DIGITS_MAX) {
      fail("extranonce2");
      return 0;
    }
    return digits("extranonce2");
  }

  private int word(int token, String field) {
    if (!open(token)) {
      fail(field);
      return 0;
    }
    if (strict && to - from != WORD_DIGITS_MAX) {
      fail(field);
      return 0;
    }
    if (!strict && to - from > 2 && text[from] == '0' && (text[from + 1] | 0x20) == 'x') {
      from += 2;
    }
    if (from == to || to - from > WORD_DIGITS_MAX) {
      fail(field);
      return 0;
    }
    return (int) digits(field);
  }

  private long digits(String field) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = Hex.digit(text[i]);
      if (digit < 0) {
        fail(field);
        return 0;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private boolean open(int token) {
    if (tape.kind(token) != JsonTape.STRING) {
      return false;
    }
    if (tape.isEscaped(token)) {
      text = tape.string(token).getBytes(StandardCharsets.UTF_8);
      from = 0;
      to = text.length;
    } else {
      text = tape.text();
      from = tape.from(token);
      to = tape.to(token);
    }
    return true;
  }

  private void fail(String field) {
    if (broken.isEmpty()) {
      broken = field;
    }
  }
}
