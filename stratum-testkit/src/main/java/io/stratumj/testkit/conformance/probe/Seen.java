package io.stratumj.testkit.conformance.probe;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a link saw when it looked: a line, the end, or nothing. Immutable.
 *
 * @param kind which of them
 * @param message the line, if it is one JSON object
 * @param text how a report puts it
 */
public record Seen(Kind kind, Optional<Message> message, String text) {
  private static final int SHOWN_CHARS_MAX = 300;

  /** What can be seen. */
  public enum Kind {
    /** A line that is an answer. */
    REPLY,
    /** A line that is a notification or a request of the pool's. */
    CALL,
    /** A line that is not one JSON object. */
    GARBLED,
    /** The pool has closed the connection. */
    CLOSED,
    /** Nothing came in time. */
    SILENCE
  }

  static Seen line(String line) {
    Optional<Message> message = Message.parse(line);
    Kind kind = message.isEmpty() ? Kind.GARBLED : message.get().isReply() ? Kind.REPLY : Kind.CALL;
    String shown =
        line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "…";
    return new Seen(kind, message, shown);
  }

  static Seen closed(String how) {
    return new Seen(Kind.CLOSED, Optional.empty(), how);
  }

  static Seen silence(double seconds) {
    return new Seen(Kind.SILENCE, Optional.empty(), "nothing for %.1f s".formatted(seconds));
  }

  /** Whether it is a reply to this id, as JSON. */
  boolean answers(String id) {
    return kind == Kind.REPLY && message.map(Message::id).filter(id::equals).isPresent();
  }

  /** Whether it is a notification or request of this method. */
  public boolean isCall(String method) {
    return kind == Kind.CALL && message.map(Message::method).filter(method::equals).isPresent();
  }

  /**
   * Goes on if it is one of these outcomes.
   *
   * @throws Mismatch naming them all if it is none
   */
  public Seen mustBe(Outcome... outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.holds().test(this)) {
        return this;
      }
    }
    throw new Mismatch(Arrays.stream(outcomes).map(Outcome::name).toList(), text);
  }

  /**
   * The line.
   *
   * @throws Mismatch if there is none
   */
  public Message get() {
    return message.orElseThrow(() -> new Mismatch(java.util.List.of("a message"), text));
  }
}
