package io.stratumj.examples.node.rpc;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A node did not do what it was asked. The message is fit for a log: one line, bounded, and it
 * names the node.
 */
public final class NodeException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int WORDS_MAX = 300;

  /** In which way. */
  public enum Kind {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** No answer in time. */
    TIMEOUT,
    /** It does not know the user or the password, or there are none to send. */
    UNAUTHORIZED,
    /** What it answered is not what a node answers, or is too long. */
    NONSENSE,
    /** It answered with an error of its own. */
    REFUSED,
    /** It is on another chain than the one to mine on. */
    WRONG_CHAIN,
    /** It does not know the end of the chain yet. */
    SYNCING,
    /** It does not know the tip yet that is mined on. */
    BEHIND
  }

  private final Kind kind;
  private final @Nullable Integer code;

  private NodeException(
      Kind kind,
      NodeEndpoint node,
      String problem,
      @Nullable Integer code,
      @Nullable Throwable cause) {
    super("node " + node + ": " + printable(problem), cause);
    this.kind = kind;
    this.code = code;
  }

  /** A problem with this node. */
  public static NodeException of(Kind kind, NodeEndpoint node, String problem) {
    return new NodeException(kind, node, problem, null, null);
  }

  /** A problem with this node, and what it came from. */
  static NodeException of(Kind kind, NodeEndpoint node, String problem, Throwable cause) {
    return new NodeException(kind, node, problem, null, cause);
  }

  /** The node answered with an error. */
  static NodeException refused(NodeEndpoint node, String method, int code, String message) {
    return new NodeException(
        Kind.REFUSED, node, "%s: %s (error %d)".formatted(method, message, code), code, null);
  }

  /** In which way. */
  public Kind kind() {
    return kind;
  }

  /** The number of the node's error, for {@link Kind#REFUSED}. */
  public OptionalInt code() {
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** One line of bounded length: what a node sends must not forge the log. */
  static String printable(String words) {
    StringBuilder line = new StringBuilder();
    words
        .codePoints()
        .limit(WORDS_MAX)
        .forEach(character -> line.appendCodePoint(isHarmless(character) ? character : '?'));
    return line.toString();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
