package io.stratumj.examples.node.rpc;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request to a node and waits for the answer, whatever it is.
 *
 * <p>Fixed to HTTP/1.1: what the JDK's client sends to offer HTTP/2, some nodes take for a
 * WebSocket and hang up. The limit in time is for the whole answer; the client's own would end with
 * the headers.
 *
 * <p><em>Thread-safe.</em>
 */
final class HttpExchanges {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int UNAUTHORIZED = 401;

  /**
   * The JDK's client hands what it reads from one thread to another in pieces of this property's
   * size, 16 KiB by itself: for a template of a full block that is 150 times, and half of the time
   * from the first byte to the last.
   */
  private static final String READ_BYTES = "jdk.httpclient.bufsize";

  static {
    if (System.getProperty(READ_BYTES) == null) {
      System.setProperty(READ_BYTES, String.valueOf(128 * 1024));
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final NodeEndpoint node;

  HttpExchanges(NodeEndpoint node) {
    this.node = node;
  }

  /**
   * Sends, and waits. A connection that breaks is tried once more: a node closes those that were
   * idle for a while, perhaps at the very moment one is used again, and every request here may be
   * repeated. So is a password that is refused, if it has changed since it was read.
   */
  HttpResponse<byte[]> exchange(String request, Duration timeout, int bytesMax)
      throws NodeException, InterruptedException {
    Optional<String> authorization = authorization();
    HttpResponse<byte[]> response;
    try {
      response = await(send(request, authorization, bytesMax), timeout);
    } catch (NodeException broken) {
      if (broken.kind() != NodeException.Kind.UNREACHABLE) {
        throw broken;
      }
      response = await(send(request, authorization, bytesMax), timeout);
    }
    if (response.statusCode() != UNAUTHORIZED) {
      return response;
    }
    Optional<String> now = authorization();
    return now.equals(authorization) ? response : await(send(request, now, bytesMax), timeout);
  }

  /** Sends; cancelling the future hangs up. */
  CompletableFuture<HttpResponse<byte[]>> send(String request, int bytesMax) throws NodeException {
    return send(request, authorization(), bytesMax);
  }

  /** What the failure of a future of {@link #send} means. */
  NodeException problem(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException || cause instanceof ExecutionException) {
      cause = cause.getCause() == null ? new IOException("no cause") : cause.getCause();
    }
    if (cause instanceof NodeException problem) {
      return problem;
    }
    if (cause instanceof BoundedBody.TooLong || cause.getCause() instanceof BoundedBody.TooLong) {
      return NodeException.of(NodeException.Kind.NONSENSE, node, "the answer is too long", cause);
    }
    return NodeException.of(NodeException.Kind.UNREACHABLE, node, words(cause), cause);
  }

  private Optional<String> authorization() throws NodeException {
    try {
      return node.credentials().authorization();
    } catch (IOException unreadable) {
      throw NodeException.of(NodeException.Kind.UNAUTHORIZED, node, words(unreadable), unreadable);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(
      String request, Optional<String> authorization, int bytesMax) {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(node.url())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request));
    authorization.ifPresent(value -> post.header("Authorization", value));
    return http.sendAsync(post.build(), BoundedBody.of(bytesMax));
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> answer, Duration timeout)
      throws NodeException, InterruptedException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw NodeException.of(
          NodeException.Kind.TIMEOUT, node, "no answer within " + timeout.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      throw problem(failed);
    } finally {
      answer.cancel(true); // hangs up, unless it is done
    }
  }

  /** The JDK's client likes to throw without a message. */
  private static String words(Throwable cause) {
    if (cause instanceof java.net.ConnectException) {
      return "connection refused";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
