package io.stratumj.core.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stratumj.api.message.ClientRequest;
import io.stratumj.api.message.RequestId;
import io.stratumj.api.work.WorkerName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a typed request of a line (SPEC F3 to F8): reads the envelope, and hands the parameters of
 * each method to the class that knows them.
 *
 * <p><em>Loop-confined</em>, reused. Never throws because of what a peer sent.
 */
public final class RequestReader {
  private static final int DEPTH_MAX = 8;
  private static final int ID_BYTES_MAX = 64;
  private static final int METHOD_CHARS_SHOWN = 64;

  private static final byte[] ID = "id".getBytes(US_ASCII);
  private static final byte[] METHOD = "method".getBytes(US_ASCII);
  private static final byte[] PARAMS = "params".getBytes(US_ASCII);
  private static final byte[] RESULT = "result".getBytes(US_ASCII);
  private static final byte[] ERROR = "error".getBytes(US_ASCII);
  private static final byte[] SUBMIT = "mining.submit".getBytes(US_ASCII);

  /** No such token: the line's own object is token 0, and it is none of its members. */
  private static final int ABSENT = 0;

  private final JsonTape tape = new JsonTape(DEPTH_MAX);
  private final SubmitReader submitReader;
  private final ConfigureReader configureReader = new ConfigureReader(tape);
  private final ParamsReader paramsReader = new ParamsReader(tape);

  private int id;
  private int method;
  private int params;
  private int result;
  private int error;

  /** A reader that takes short and prefixed words in a share. */
  public RequestReader() {
    this(false);
  }

  /**
   * A reader.
   *
   * @param strictWords whether nTime, nonce and version bits must have exactly eight digits
   */
  public RequestReader(boolean strictWords) {
    this.submitReader = new SubmitReader(tape, strictWords);
  }

  /**
   * Reads one line.
   *
   * @param worker a name this connection is likely to submit under; when the line names the same
   *     worker this very object is used again
   */
  public ClientRequest read(byte[] line, int from, int to, @Nullable WorkerName worker) {
    if (!tape.read(line, from, to)) {
      return new ClientRequest.Malformed("not JSON at byte " + (tape.position() - from));
    }
    if (tape.kind(0) != JsonTape.OBJECT) {
      return new ClientRequest.Malformed("not a JSON object");
    }
    if (!findMembers()) {
      return new ClientRequest.Malformed("a member stands twice");
    }
    return request(worker);
  }

  private boolean findMembers() {
    id = ABSENT;
    method = ABSENT;
    params = ABSENT;
    result = ABSENT;
    error = ABSENT;
    int key = 1;
    while (key < tape.next(0)) {
      int value = tape.next(key);
      if (tape.is(key, ID)) {
        if (id != ABSENT) {
          return false;
        }
        id = value;
      } else if (tape.is(key, METHOD)) {
        if (method != ABSENT) {
          return false;
        }
        method = value;
      } else if (tape.is(key, PARAMS)) {
        if (params != ABSENT) {
          return false;
        }
        params = value;
      } else if (tape.is(key, RESULT)) {
        result = value;
      } else if (tape.is(key, ERROR)) {
        error = value;
      }
      key = tape.next(value);
    }
    return true;
  }

  private ClientRequest request(@Nullable WorkerName worker) {
    boolean hasMethod = method != ABSENT && tape.kind(method) != JsonTape.NULL;
    boolean isResponse = !hasMethod && (result != ABSENT || error != ABSENT);
    RequestId requestId = RequestId.NONE;
    if (id != ABSENT && tape.kind(id) != JsonTape.NULL) {
      if (!isUsableId()) {
        return isResponse
            ? new ClientRequest.Response(RequestId.NONE, Optional.empty())
            : new ClientRequest.InvalidRequest(
                RequestId.NULL, "id must be a number or a string of at most 64 bytes");
      }
      requestId = readId();
    }
    if (isResponse) {
      return response(requestId);
    }
    if (!hasMethod || tape.kind(method) != JsonTape.STRING) {
      return new ClientRequest.InvalidRequest(requestId, "method must be a string");
    }
    if (params != ABSENT
        && tape.kind(params) != JsonTape.ARRAY
        && tape.kind(params) != JsonTape.NULL) {
      return new ClientRequest.InvalidRequest(requestId, "params must be an array");
    }
    if (params != ABSENT && tape.kind(params) == JsonTape.NULL) {
      params = ABSENT;
    }
    return call(requestId, worker);
  }

  private ClientRequest call(RequestId requestId, @Nullable WorkerName worker) {
    if (tape.is(method, SUBMIT)) {
      return submitReader.read(requestId, params, worker);
    }
    String name = tape.string(method);
    return switch (name) {
      case "mining.configure" -> configureReader.read(requestId, params);
      case "mining.subscribe" -> paramsReader.subscribe(requestId, params);
      case "mining.authorize" -> paramsReader.authorize(requestId, params);
      case "mining.suggest_difficulty" -> paramsReader.suggestDifficulty(requestId, params);
      case "mining.suggest_target" -> paramsReader.suggestTarget(requestId, params);
      case "mining.extranonce.subscribe" -> new ClientRequest.ExtranonceSubscribe(requestId);
      case "mining.get_transactions" -> paramsReader.getTransactions(requestId, params);
      case "mining.ping" -> new ClientRequest.Ping(requestId);
      case "mining.multi_version", "mining.capabilities" ->
          new ClientRequest.Acknowledged(requestId);
      case "pong", "mining.pong" -> new ClientRequest.Response(requestId, Optional.of("pong"));
      default ->
          new ClientRequest.UnknownMethod(requestId, PeerText.escape(name, METHOD_CHARS_SHOWN));
    };
  }

  private boolean isUsableId() {
    int kind = tape.kind(id);
    return (kind == JsonTape.NUMBER || kind == JsonTape.STRING)
        && tape.to(id) - tape.from(id) <= ID_BYTES_MAX;
  }

  private RequestId readId() {
    long number = tape.plainNumber(id);
    if (number >= 0) {
      return RequestId.of(number);
    }
    String text = tape.raw(id);
    return new RequestId(tape.kind(id) == JsonTape.STRING ? '"' + text + '"' : text);
  }

  private ClientRequest response(RequestId requestId) {
    boolean isText = result != ABSENT && tape.kind(result) == JsonTape.STRING;
    return new ClientRequest.Response(
        requestId,
        isText
            ? Optional.of(PeerText.escape(tape.string(result), ParamsReader.AGENT_CHARS_MAX))
            : Optional.empty());
  }
}
