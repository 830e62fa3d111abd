package io.stratumj.testkit.conformance.probe;

import io.stratumj.testkit.Transcript;
import io.stratumj.testkit.Transcript.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What went over one connection, in order, for cases that look back. Immutable.
 *
 * @param events the lines of both sides
 */
public record History(List<Event> events) {
  /** Copies the list. */
  public History {
    events = List.copyOf(events);
  }

  /**
   * One line.
   *
   * @param fromPool who wrote it
   * @param line the line
   * @param message the line if it is one JSON object
   */
  public record Event(boolean fromPool, String line, Optional<Message> message) {
    /** Whether it is a notification of this method from the pool, or such a request to it. */
    public boolean isCall(String method) {
      return message.filter(said -> said.method().equals(method)).isPresent();
    }

    /** Whether it is a reply of the pool's to this id. */
    public boolean answers(String id) {
      return fromPool && message.filter(said -> said.isReply() && said.id().equals(id)).isPresent();
    }
  }

  /** Of a transcript. What the miner wrote at once is taken apart into lines. */
  public static History of(Transcript transcript) {
    List<Event> events = new ArrayList<>();
    for (Transcript.Entry entry : transcript.entries()) {
      if (entry.direction() == Direction.FROM_POOL) {
        events.add(new Event(true, entry.text(), Message.parse(entry.text())));
      } else if (entry.direction() == Direction.FROM_MINER) {
        for (String line : entry.text().split("\n", -1)) {
          events.add(new Event(false, line, Message.parse(line)));
        }
      }
    }
    return new History(events);
  }

  /** Every line the pool wrote, as it came. */
  public List<String> lines() {
    return events.stream().filter(Event::fromPool).map(Event::line).toList();
  }

  /** Every object the pool wrote. */
  public List<Message> said() {
    return events.stream().filter(Event::fromPool).flatMap(e -> e.message().stream()).toList();
  }

  /** Every notification or request of this method that the pool wrote. */
  public List<Message> calls(String method) {
    return said().stream().filter(said -> said.method().equals(method)).toList();
  }
}
