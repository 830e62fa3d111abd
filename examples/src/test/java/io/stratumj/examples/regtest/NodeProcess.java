package io.stratumj.examples.regtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A program this test runs, and what it said last. It ends when it is closed: asked first, then by
 * force. Its input ends with this process, and so does what watches its input.
 *
 * <p><em>Thread-safe.</em> A daemon thread reads what the program says, so that it never waits.
 */
final class NodeProcess implements AutoCloseable {
  private static final int LINES_KEPT = 50;
  private static final int END_SECONDS_MAX = 10;

  private final Process process;
  private final Thread atExit;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private NodeProcess(Process process, Predicate<String> readyLine) {
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
    Thread reader = new Thread(() -> read(readyLine), "node-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program.
   *
   * @param readyLine which line says that it is ready
   */
  static NodeProcess start(List<String> command, Predicate<String> readyLine) throws IOException {
    return new NodeProcess(
        new ProcessBuilder(command).redirectErrorStream(true).start(), readyLine);
  }

  /** Waits for the line that says it is ready, and tells it. */
  String awaitReadyLine(int seconds) throws InterruptedException {
    try {
      return ready.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the node did not get ready; it said " + said(), e);
    }
  }

  /** Waits a moment; tells the exit status if it has ended. */
  Optional<Integer> awaitEnd(int millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  /** What it said last. */
  synchronized List<String> said() {
    return List.copyOf(lastLines);
  }

  /** Ends it. Idempotent. */
  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook runs anyway.
    }
  }

  private void read(Predicate<String> readyLine) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (readyLine.test(line)) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IllegalStateException("it ended"));
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == LINES_KEPT) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }
}
