package io.stratumj.core.codec;

import io.stratumj.api.message.ClientRequest;
import java.util.ArrayList;
import java.util.List;

/** Which replies a stream of bytes asks for, for fuzzed sessions to be measured by. */
public final class FuzzedRequests {
  private final LineDecoder decoder = new LineDecoder();
  private final RequestReader reader = new RequestReader();
  private final int lineBytesMax;

  private boolean ended;

  /** A stream that nobody reads on after a line longer than this. */
  public FuzzedRequests(int lineBytesMax) {
    this.lineBytesMax = lineBytesMax;
  }

  /** The ids the next bytes want answered, as JSON; {@code null} for what has none. */
  public List<String> idsOf(byte[] bytes) {
    List<String> ids = new ArrayList<>();
    if (ended) {
      return ids;
    }
    decoder.feed(bytes, 0, bytes.length);
    LineDecoder.Found found = decoder.next(lineBytesMax);
    while (found == LineDecoder.Found.LINE) {
      ClientRequest request = reader.read(decoder.array(), decoder.from(), decoder.to(), null);
      if (request.id().expectsReply() && !(request instanceof ClientRequest.Response)) {
        ids.add(request.id().json());
      }
      found = decoder.next(lineBytesMax);
    }
    if (found == LineDecoder.Found.TOO_LONG) {
      ended = true;
      ids.add("null");
    }
    return ids;
  }
}
