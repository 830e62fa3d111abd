package io.stratumj.testkit.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.work.Difficulty;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.util.Locale;

/**
 * Reads lines in one pass and writes their replies, for requests as miners spell them: an object of
 * id, method and params, texts without escapes. Confined to the floor's thread; what belongs to a
 * connection is in its {@link FloorConnection}.
 */
final class FloorTalk {
  private static final byte[] ID = "{\"id\":".getBytes(US_ASCII);
  private static final byte[] TRUE = ",\"result\":true,\"error\":null}\n".getBytes(US_ASCII);
  private static final byte[] SUBMIT = "mining.submit".getBytes(US_ASCII);
  private static final byte[] SUBSCRIBE = "mining.subscribe".getBytes(US_ASCII);
  private static final byte[] AUTHORIZE = "mining.authorize".getBytes(US_ASCII);
  private static final int PARAMS_MAX = 8;
  private static final byte[] DIGIT_VALUES = digitValues();

  private final byte[] difficultyLine;

  /** The line being read: where its id, its method and its params begin and end. */
  private byte[] text = new byte[0];

  private int idFrom;
  private int idTo;
  private int methodFrom;
  private int methodTo;
  private int params;
  private final int[] paramFrom = new int[PARAMS_MAX];
  private final int[] paramTo = new int[PARAMS_MAX];

  private boolean misspelled;

  FloorTalk(Difficulty difficulty) {
    difficultyLine =
        ("{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":["
                + difficulty.toWire()
                + "]}\n")
            .getBytes(US_ASCII);
  }

  /** Acts on one line, and puts what there is to say into the buffer. */
  void line(byte[] array, int from, int to, FloorConnection who, FloorJob job, ByteBuffer out)
      throws DigestException {
    text = array;
    read(from, to);
    if (isMethod(SUBMIT)) {
      submit(who, job, out);
    } else if (isMethod(SUBSCRIBE)) {
      subscribe(who, out);
    } else if (isMethod(AUTHORIZE)) {
      who.authorized = true;
      begin(out).put(TRUE).put(difficultyLine).put(job.line());
    } else {
      refuse(-3, out);
    }
  }

  private void submit(FloorConnection who, FloorJob job, ByteBuffer out) throws DigestException {
    misspelled = params < 5;
    long extranonce2 = digits(2, 2 * FloorJob.EXTRANONCE2_SIZE);
    int nTime = (int) digits(3, 8);
    int nonce = (int) digits(4, 8);
    int error;
    if (misspelled) {
      error = 20;
    } else if (!who.authorized) {
      error = 24;
    } else if (!job.isNamed(text, paramFrom[1], paramTo[1])) {
      error = 21;
    } else {
      error = job.judge(who.extranonce1, extranonce2, nTime, nonce);
    }
    if (error == 0) {
      begin(out).put(TRUE);
    } else {
      refuse(error, out);
    }
  }

  private void subscribe(FloorConnection who, ByteBuffer out) {
    String result =
        String.format(
            Locale.ROOT,
            ",\"result\":[[[\"mining.set_difficulty\",\"1\"],[\"mining.notify\",\"1\"]],"
                + "\"%08x\",%d],\"error\":null}\n",
            who.extranonce1,
            FloorJob.EXTRANONCE2_SIZE);
    begin(out).put(result.getBytes(US_ASCII));
  }

  private void refuse(int code, ByteBuffer out) {
    String result = ",\"result\":null,\"error\":[" + code + ",\"Refused\",null]}\n";
    begin(out).put(result.getBytes(US_ASCII));
  }

  private ByteBuffer begin(ByteBuffer out) {
    return out.put(ID).put(text, idFrom, idTo - idFrom);
  }

  private long digits(int param, int count) {
    if (param >= params || paramTo[param] - paramFrom[param] != count) {
      misspelled = true;
      return 0;
    }
    long value = 0;
    int wrong = 0;
    for (int i = paramFrom[param]; i < paramTo[param]; i++) {
      int digit = DIGIT_VALUES[text[i] & 0xff];
      wrong |= digit;
      value = (value << 4) | digit;
    }
    misspelled |= wrong < 0;
    return value;
  }

  private boolean isMethod(byte[] name) {
    if (methodTo - methodFrom != name.length) {
      return false;
    }
    for (int i = name.length - 1; i >= 0; i--) {
      if (text[methodFrom + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Finds the members: a name is told by its length and first letter. */
  private void read(int from, int to) {
    idFrom = 0;
    idTo = 0;
    methodFrom = 0;
    methodTo = 0;
    params = 0;
    int at = after('"', from, to);
    while (at < to) {
      int nameEnd = find('"', at, to);
      int value = after(':', nameEnd, to);
      while (value < to && text[value] == ' ') {
        value++;
      }
      int end;
      if (nameEnd - at == 2) {
        end = endOfValue(value, to);
        idFrom = value;
        idTo = end;
      } else if (nameEnd - at == 6 && text[at] == 'm') {
        methodFrom = value + 1;
        methodTo = find('"', methodFrom, to);
        end = methodTo + 1;
      } else {
        end = readParams(value, to);
      }
      at = after('"', end, to);
    }
  }

  private int readParams(int from, int to) {
    int end = find(']', from, to);
    int at = after('"', from, end);
    while (at < end && params < PARAMS_MAX) {
      paramFrom[params] = at;
      paramTo[params] = find('"', at, to);
      at = after('"', paramTo[params] + 1, end);
      params++;
    }
    return end;
  }

  private int endOfValue(int from, int to) {
    if (from < to && text[from] == '"') {
      return after('"', from + 1, to);
    }
    int at = from;
    while (at < to && text[at] != ',' && text[at] != '}') {
      at++;
    }
    return at;
  }

  private int find(char wanted, int from, int to) {
    int at = from;
    while (at < to && text[at] != wanted) {
      at++;
    }
    return at;
  }

  private int after(char wanted, int from, int to) {
    return Math.min(find(wanted, from, to) + 1, to);
  }

  private static byte[] digitValues() {
    byte[] values = new byte[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Character.digit(i, 16);
    }
    return values;
  }
}
