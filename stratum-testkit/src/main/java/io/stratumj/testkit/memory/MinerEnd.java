package io.stratumj.testkit.memory;

import io.stratumj.testkit.MinerFailure;
import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.Transcript.Direction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The miner's end of a link: a peer that hears for itself, or else the lines the test has not heard
 * yet. <em>Confined to the test's thread.</em>
 */
final class MinerEnd {
  private final Optional<Peer> peer;
  private final Transcript transcript;
  private final SharedLines shared;
  private final ArrayDeque<String> heard = new ArrayDeque<>();

  MinerEnd(Optional<Peer> peer, Transcript transcript, SharedLines shared) {
    this.peer = peer;
    this.transcript = transcript;
    this.shared = shared;
  }

  /** Takes whole lines; the sink has seen to that. */
  void hear(byte[] bytes) {
    String lines = new String(bytes, StandardCharsets.UTF_8);
    int from = 0;
    int end = lines.indexOf('\n');
    while (end >= 0) {
      String line = shared.share(lines.substring(from, end));
      transcript.add(Direction.FROM_POOL, line);
      if (peer.isPresent()) {
        peer.get().heard(line);
      } else {
        heard.addLast(line);
      }
      from = end + 1;
      end = lines.indexOf('\n', from);
    }
  }

  void ended() {
    peer.ifPresent(Peer::ended);
  }

  List<String> takeAll() {
    List<String> lines = List.copyOf(heard);
    heard.clear();
    return lines;
  }

  String take() {
    String line = heard.pollFirst();
    if (line == null) {
      throw new MinerFailure("no line has arrived", transcript);
    }
    return line;
  }
}
